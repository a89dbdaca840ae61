import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { parseJob, toJobText } from "./job.ts";

const about = { reference: "7f3a1c2e", receivedAt: 1_790_000_000_000 };

test("a click comes out of the queue byte by byte as it came in, as text or as bytes", () => {
  const text = JSON.stringify({ text: "ü \u0000 😀 \u202e" });
  for (const body of [text, Buffer.from(text), Buffer.from([0xff, 0, 0xfe])])
    expect(parseJob(toJobText({ body, ...about }))).toEqual({ body: Buffer.from(body), ...about });
});

test("a message is far smaller than what people write, and what no queue takes is a sentence for the person", () => {
  expect(toJobText({ body: "Hello! ".repeat(700_000), ...about }).length).toBeLessThan(30_000);
  const body = randomBytes(790_000);
  expect(() => toJobText({ body, ...about })).toThrow("too much to be worked on later");
  expect(toJobText({ body: body.subarray(0, 780_000), ...about }).length).toBeLessThanOrEqual(1_048_576);
});

test("what no webhook has sent is no job, and no bomb either", () => {
  const good = JSON.parse(toJobText({ body: "x", ...about })) as Record<string, unknown>;
  const bomb = deflateSync(Buffer.alloc(7 * 1_048_576)).toString("base64");
  const changes = [
    { v: 2 },
    { v: undefined },
    { reference: 1 },
    { receivedAt: "now" },
    { body: 1 },
    { body: "AAAA" },
    { body: bomb },
  ];
  expect(
    ["", "x", "null", "[]", ...changes.map((change) => JSON.stringify({ ...good, ...change }))].map(parseJob),
  ).toEqual(Array.from({ length: 11 }, () => undefined));
});
