import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { describeFailure } from "./describe-failure.ts";

const root = mkdtempSync(join(tmpdir(), "failures-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What the system itself says when this is tried. */
function failureOf(attempt: () => unknown): unknown {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  throw new Error("It worked.");
}

describe("what this machine refuses is said with a remedy, and without a stack", () => {
  test.runIf(process.platform === "linux")("a full disk", () => {
    const full = failureOf(() => writeSync(openSync("/dev/full", "w"), "x"));
    expect(describeFailure(full)).toBe(
      "ENOSPC: no space left on device, write.\nThe disk is full: make room, and start again.",
    );
  });

  test.each(["EACCES", "EPERM", "EROFS", "EDQUOT", "EMFILE", "ENFILE", "EAGAIN", "ENOMEM"])("%s", (code) => {
    const error = Object.assign(new Error(`${code}: what it means, mkdir '/home/amira/.local'`), {
      code,
      path: "/home",
    });
    expect(describeFailure(error)).toMatch(/^E\w+: what it means, .*\n[A-Z][^\n]+: [^\n]+, and start again\.$/u);
  });

  test("a file where a folder should be", () => {
    writeFileSync(join(root, ".local"), "");
    for (const place of [".local", ".local/below"])
      expect(describeFailure(failureOf(() => mkdirSync(join(root, place), { recursive: true })))).toMatch(
        /\nThere is a file where a folder should be: move it away, and start again\.$/u,
      );
  });

  test("a folder for temporary files that is not there", async () => {
    const main = join(import.meta.dirname, "main.ts");
    const start = spawn(process.execPath, [main, "--port", "0"], {
      env: { ...process.env, TMPDIR: join(root, "nowhere"), TEMP: join(root, "nowhere"), TMP: join(root, "nowhere") },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    start.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    expect(await once(start, "close")).toEqual([1, null]);
    // What had been done beside it by then is told as well.
    expect(said.split("\n").filter((line) => !/^(?: {2}synth|$)/u.test(line))).toEqual([
      `The folder for temporary files, ${join(root, "nowhere")}, is not there: make it, or name another in TMPDIR, and start again.`,
    ]);
  });
});

test("a defect of ours comes with its stack", () => {
  expect(describeFailure(new TypeError("x is undefined"))).toMatch(/TypeError: x is undefined\n\s+at /u);
  expect(describeFailure("thrown as text")).toBe("thrown as text");
});
