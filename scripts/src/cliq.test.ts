import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const secret = "1000.c4n4ryaaaaaaaaaaaaaaaa.c4n4rybbbbbbbbbbbbbbbb";
/** A bug in something that nobody awaits, as soon as the program has taken its precautions. */
const bug = `setInterval(() => {
  if (process.listenerCount("uncaughtException") > 0) throw new Error("Bearer ${secret}");
}, 20);`;

test("a bug that nobody awaits ends the program with 1, and its stack quotes no secret", async () => {
  const preload = `data:text/javascript,${encodeURIComponent(bug)}`;
  // A verb that goes on until it is told to stop.
  const program = [`--import=${preload}`, join(import.meta.dirname, "cliq.ts"), "fake"];
  const ended: unknown = await promisify(execFile)(process.execPath, program).catch((error: unknown) => error);
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/Error: Bearer …\n\s+at /u) as string });
  expect((ended as { stderr: string }).stderr).not.toContain("c4n4ry");
});
