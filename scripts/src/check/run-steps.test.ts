import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Ended, runSteps } from "./run-steps.ts";
import { type Manifest, type Step, toSteps } from "./steps.ts";
import { toSummary, toText } from "./to-text.ts";

const folder = mkdtempSync(join(tmpdir(), "check-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const node = (name: string, code: string): Step => ({
  name,
  command: `"${process.execPath}" -e "${code}"`,
  remedy: `Mend ${name}.`,
});
const fine = node("fine", "console.log('all is well')");
const red = node("red", "console.log('out'); console.error('err'); process.exit(3)");

/** As `check` runs them, and all that it says. */
async function check(steps: readonly Step[], atOnce = 2): Promise<{ said: string; all: readonly Ended[] }> {
  let said = "";
  const all = await runSteps(steps, { folder, atOnce, tell: (ended) => (said += toText(ended)) });
  return { said: `${said}${toSummary(all, 1.26)}`.replaceAll(/(?<= )\d+\.\d s/g, "N s"), all };
}

test("of steps that pass a line is said, and at the end how many there were and how long it took", async () => {
  const { said, all } = await check([fine, { ...fine, name: "other" }], 1);
  expect(said).toBe("✓ fine N s\n✓ other N s\ncheck: 2 of 2 steps passed in N s\n");
  expect(all.every(({ passed, seconds }) => passed && seconds > 0)).toBe(true);
  expect(toSummary(all, 1.26)).toBe("check: 2 of 2 steps passed in 1.3 s\n");
});

test("of a step that fails all is said that it printed, and what helps; the others go on", async () => {
  const { said } = await check([red, fine], 1);
  expect(said.replace("err\nout", "out\nerr")).toBe(
    "\nout\nerr\n✗ red N s\n\n✓ fine N s\nred: Mend red.\ncheck: 1 of 2 steps passed in N s, failed: red\n",
  );
});

test("a command that is not there, and one that is killed, have failed", async () => {
  const { all } = await check([
    { ...fine, command: "no-such-program-at-all" },
    node("killed", "process.kill(process.pid, 'SIGKILL')"),
  ]);
  expect(all.map(({ passed }) => passed)).toEqual([false, false]);
  expect(all.map(({ output }) => output).join("")).toContain("no-such-program-at-all");
});

test("two steps run at once", async () => {
  // Each ends once it has met the other one: one after the other they never would.
  const meet = (own: string, other: string): Step =>
    node(
      own,
      `const fs = require('node:fs'); fs.writeFileSync('${own}', ''); setTimeout(() => process.exit(1), 60_000); ` +
        `setInterval(() => fs.existsSync('${other}') && process.exit(0), 5);`,
    );
  const { all } = await check([meet("a", "b"), meet("b", "a")]);
  expect(all.map(({ passed }) => passed)).toEqual([true, true]);
});

test("each step of check is a script of package.json, and one that is gone is named", () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8")) as Manifest;
  expect(toSteps(manifest).map(({ name, command }) => [name, command !== ""])).toHaveLength(5);
  const { lint: _, ...scripts } = manifest.scripts;
  expect(() => toSteps({ ...manifest, scripts })).toThrow('package.json has no script "lint"');
});
