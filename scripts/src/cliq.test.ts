import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { repository } from "./testing/copy-repository.ts";

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

test("where the shell has no pnpm, help and errors name a command that runs", async () => {
  const { packageManager } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as Record<
    string,
    string
  >;
  const env = { PATH: dirname(process.execPath), AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
  const run = async (...words: string[]): Promise<{ stdout: string; stderr: string }> => {
    const program = [join(import.meta.dirname, "cliq.ts"), ...words];
    const ended: unknown = await promisify(execFile)(process.execPath, program, { env }).catch(
      (error: unknown) => error,
    );
    return ended as { stdout: string; stderr: string };
  };
  expect((await run("doctor", "--help")).stdout).toContain(`Usage: npx ${packageManager} cliq doctor`);
  const { stderr, stdout } = await run("rotate", "--stage", "local", "--json");
  expect([stderr, stdout].join("\n")).toContain(`npx ${packageManager} cliq rotate --stage local --yes`);
  expect([stderr, stdout].join("\n")).not.toMatch(/(?<!npx )pnpm (?:cliq|cdk)/u);
});
