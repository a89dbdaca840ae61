import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repository } from "../testing/copy-repository.ts";

const { scripts, packageManager } = createRequire(import.meta.url)(join(repository, "package.json")) as {
  scripts: Record<string, string>;
  packageManager: string;
};
const door = "scripts/src/door/door.cjs";
let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "door-"));
  mkdirSync(join(root, "scripts/src/door"), { recursive: true });
  for (const file of ["package.json", door]) cpSync(join(repository, file), join(root, file));
  writeFileSync(join(root, "main.ts"), "const said: string = 'came in';\nconsole.log(said);\n");
});
afterAll(() => rmSync(root, { recursive: true }));

/** Runs a program behind the door. */
function enter(...options: string[]): { status: number | null; stdout: string; stderr: string } {
  const words = [...options, "--require", `./${door}`, "main.ts"];
  return spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
}

test("without what pnpm installs, a sentence says how to get it", () => {
  expect(enter()).toMatchObject({
    status: 1,
    stdout: "",
    stderr: expect.stringMatching(/^The dependencies are not there, .*\n$/u),
  });
  // As npm leaves it.
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, "node_modules/.package-lock.json"), "{}");
  expect(enter().stderr).toContain(`then: npx ${packageManager} install\n`);
});

test("with it, the program runs", () => {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(join(root, "node_modules/.modules.yaml"), "");
  expect(enter()).toMatchObject({ status: 0, stdout: "came in\n" });
});

test("a Node that reads no TypeScript is told what it needs, in one line", () => {
  const { status, stderr } = enter("--no-strip-types");
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^Node \S+ cannot run this: it needs Node 24\. .*\n$/u)]);
  expect(stderr).toContain(`\`npx ${packageManager} <script>\``);
});

test("an old Node can read the door: no word of it is younger than Node 6", () => {
  expect(readFileSync(join(repository, door), "utf8").replaceAll(/\/\/.*$/gmu, "")).not.toMatch(
    /\b(?:const|let|async|await|class|import)\b|=>|`[^`]*\$\{|\?\.|\?\?|node:/u,
  );
});

test("every program of package.json's scripts is behind it", () => {
  const programs = Object.values(scripts).filter((script) => script.startsWith("node "));
  expect(programs.length).toBeGreaterThan(4);
  for (const script of programs) expect(script).toContain(`node --require ./${door} `);
});
