import fs from "node:fs";
import { afterEach, expect, test } from "vitest";
import { writeLine } from "./write-line.ts";

const { writeSync } = fs;
afterEach(() => {
  fs.writeSync = writeSync;
});

/** Replaces file descriptor 1 by one that takes what `room` says each time: so many bytes, or an error. */
function descriptor(room: (call: number) => number | string): () => { text: string; calls: number } {
  const taken: Buffer[] = [];
  let calls = 0;
  fs.writeSync = ((_descriptor: number, data: string | Uint8Array) => {
    const bytes = typeof data === "string" ? Buffer.from(data) : Buffer.from(data);
    const most = room(calls);
    calls += 1;
    if (typeof most === "string") throw Object.assign(new Error(most), { code: most });
    taken.push(bytes.subarray(0, most));
    return Math.min(most, bytes.length);
  }) as typeof writeSync;
  return () => ({ text: Buffer.concat(taken).toString(), calls });
}

test("a reader who takes three bytes at a time, and is behind every other time, still gets the whole line", () => {
  const read = descriptor((call) => (call % 2 === 0 ? "EAGAIN" : 3));
  writeLine('{"name":"Zoë 👩"}');
  // Twenty-one bytes.
  expect(read()).toEqual({ text: '{"name":"Zoë 👩"}\n', calls: 14 });
});

test("a reader who takes one byte at a time gets a line of any length", () => {
  const read = descriptor(() => 1);
  writeLine("x".repeat(200));
  expect(read()).toEqual({ text: `${"x".repeat(200)}\n`, calls: 201 });
});

test.each([
  ["a reader who never reads", "EAGAIN"],
  ["a reader who is gone", "EPIPE"],
  ["a descriptor that takes nothing", 0],
])("%s costs a moment and fails nothing", (_name, room) => {
  const read = descriptor(() => room);
  const startedAt = performance.now();
  writeLine("line");
  if (room === "EAGAIN") expect(performance.now() - startedAt).toBeGreaterThan(45);
  expect(read()).toMatchObject({ text: "", calls: room === "EPIPE" ? 1 : 50 });
});
