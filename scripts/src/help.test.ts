import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const program = join(import.meta.dirname, "cliq.ts");
const help = async (...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, "--help"], {
    env: { ...process.env, COLUMNS: "80" },
  });
  return stdout;
};

test("the help of every verb fits 80 columns and says how it exits or what it needs", async () => {
  const verbs = ["authorize", "plan", "drift", "doctor", "rotate", "clean", "fake"];
  const [overview, ...texts] = await Promise.all([help(), ...verbs.map((verb) => help(verb))]);
  for (const verb of verbs) expect(overview).toMatch(new RegExp(`^  ${verb} `, "m"));
  for (const text of texts) {
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(text).toContain("Usage: pnpm cliq");
  }
});
