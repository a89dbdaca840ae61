import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { changedFiles } from "./changed-files.ts";
import { findAffected } from "./find-affected.ts";
import { readRooms } from "./read-rooms.ts";

const root = join(import.meta.dirname, "../../..");
const rooms = readRooms(root);
const tests = [
  { path: "packages/cliq/src/a.test.ts", text: 'join(root, "docs/cliq.md")' },
  { path: "packages/core/src/a.test.ts", text: 'join(root, "packages/actions")' },
  { path: "infra/src/a.test.ts", text: "nothing" },
];

test.each<[string, readonly string[], string, readonly string[]]>([
  ["a style of the page", ["packages/local/simulator/"], "packages/local/simulator/src/page/styles/a.css", ["infra/"]],
  [
    "a function that is bundled",
    ["packages/registrar/", "infra/", "scripts/"],
    "packages/registrar/src/a/lambda.ts",
    ["packages/core/"],
  ],
  [
    "an action of the tests",
    ["infra/", "packages/local/simulator/"],
    "infra/src/testing/actions/echo/a.ts",
    ["packages/core/"],
  ],
  [
    "a source of core",
    ["packages/core/", "packages/aws/", "packages/actions/", "infra/", "scripts/"],
    "packages/core/src/a.ts",
    ["packages/local/aws/"],
  ],
  [
    "an action",
    ["packages/actions/", "packages/core/src/a.test.ts"],
    "packages/actions/src/any/action.ts",
    ["packages/core/", "infra/"],
  ],
  ["a page", ["packages/cliq/src/a.test.ts"], "docs/cliq.md", ["packages/cliq/", "infra/src/a.test.ts"]],
])("%s is tested where it is, by what needs it, and by tests that say its place", (_, least, path, not) => {
  const affected = findAffected([path], rooms, tests);
  expect(affected).toEqual(expect.arrayContaining([...least]));
  for (const place of not) expect(affected).not.toContain(place);
});

test("what is in no room may be read by every test, and where nothing has changed none has to run", () => {
  for (const path of ["package.json", "vitest.config.ts", ".oxlintrc.json"])
    expect(findAffected([path, "docs/cliq.md"], rooms, tests)).toBe("all");
  expect(findAffected([], rooms, tests)).toEqual([]);
});

const folder = mkdtempSync(join(tmpdir(), "affected-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("what has changed is what git finds: edited, staged, deleted, moved, new, and in a commit since", () => {
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  git("init", "-q");
  mkdirSync(join(folder, "a b"));
  for (const path of ["same.ts", "edited.ts", "deleted.ts", "moved.ts", "a b/é.ts"]) write(path, path);
  write(".gitignore", "ignored.ts");
  git("add", "-A");
  git("commit", "-qm", "first");
  expect(changedFiles(folder, "HEAD")).toEqual([]);
  for (const path of ["edited.ts", "a b/é.ts", "ignored.ts", "new.ts", "staged.ts"]) write(path, "other");
  rmSync(join(folder, "deleted.ts"));
  git("mv", "moved.ts", "here.ts");
  git("add", "staged.ts");
  const changed = ["a b/é.ts", "deleted.ts", "edited.ts", "here.ts", "moved.ts", "new.ts", "staged.ts"];
  expect(changedFiles(folder, "HEAD")).toEqual(changed);
  git("add", "-A");
  git("commit", "-qm", "second");
  expect([changedFiles(folder, "HEAD"), changedFiles(folder, "HEAD~1")]).toEqual([[], changed]);
  expect(() => changedFiles(folder, "no-such-branch")).toThrow(
    'git cannot compare with "no-such-branch", name a commit or a branch that it knows: fatal: bad revision',
  );
});
