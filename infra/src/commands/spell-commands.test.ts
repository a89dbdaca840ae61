import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findRunner } from "./find-runner.ts";
import { spellCommands } from "./spell-commands.ts";

const root = mkdtempSync(join(tmpdir(), "runner-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder with a program `pnpm` that prints this. */
function folderWith(path: string, script: string, mode = 0o755): string {
  const file = join(root, path, "pnpm");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, mode);
  return dirname(file);
}

const right = folderWith("right", "echo 1.2.3");
const other = folderWith("other", "echo 9.0.0");
const runnerOf = (...folders: string[]): string =>
  findRunner("pnpm@1.2.3", { PATH: [...folders, "/usr/bin", "/bin"].join(delimiter) });

test("pnpm of the right release is spelled as it is, by itself and from within a script", () => {
  expect(runnerOf(right)).toBe("pnpm");
  expect(runnerOf(folderWith("home/.npm/_npx/0a/node_modules/.bin", "exit 1"), right)).toBe("pnpm");
  expect(findRunner("pnpm@1.2.3+sha512.abc", { PATH: [right, "/bin"].join(delimiter) })).toBe("pnpm");
});

test.each([
  ["there is none", []],
  ["npx alone has it", [folderWith("cache/_npx/1/node_modules/.bin", "echo 1.2.3")]],
  ["it is another release", [other, right]],
  ["it fails", [folderWith("failing", "echo 1.2.3 >&2; exit 1")]],
  ["it may not be run", [folderWith("data", "echo 1.2.3", 0o644)]],
] as const)("npx is spelled where %s", (_, folders) => {
  // A shell takes the first that it finds.
  expect(runnerOf(...folders)).toBe("npx pnpm@1.2.3");
});

test("every command of the repository is spelled, whichever way it was written, and no other word", () => {
  const by = "npx pnpm@1.2.3";
  const spelled = (text: string): string => spellCommands(text, by);
  expect(spelled("Usage: pnpm cliq doctor, then `pnpm cdk deploy -c stage=dev`, pnpm start.")).toBe(
    `Usage: ${by} cliq doctor, then \`${by} cdk deploy -c stage=dev\`, ${by} start.`,
  );
  expect(spelled("npx pnpm@12.21.0 test\npnpm install && pnpm run format; pnpm@9 check")).toBe(
    `${by} test\n${by} install && ${by} run format; ${by} check`,
  );
  for (const text of ["pnpm: not found", "with pnpm started", "pnpm starts", "/usr/bin/pnpm start", "my-pnpm start"])
    expect(spelled(text)).toBe(text);
  expect(spellCommands("npx pnpm@12.21.0 start", "pnpm")).toBe("pnpm start");
});
