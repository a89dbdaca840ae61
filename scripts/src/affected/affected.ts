import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { spellOutput } from "@cliq-actions/infra/commands/spell-commands";
import { changedFiles } from "./changed-files.ts";
import { findAffected } from "./find-affected.ts";
import { readRooms } from "./read-rooms.ts";

spellOutput();

const root = join(import.meta.dirname, "../../..");

await new Command("pnpm affected")
  .description("Test what your edit may have broken: the rooms it is in, and those that need them.")
  .argument("[since]", "the commit or branch to compare with", "HEAD")
  .action((since: string) => {
    const changed = changedFiles(root, since);
    const tests = globSync("{packages,infra,scripts}/**/*.test.ts", { cwd: root, exclude: ["**/node_modules/**"] });
    const affected = findAffected(
      changed,
      readRooms(root),
      tests.map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(join(root, path), "utf8") })),
    );
    const where = affected === "all" ? "everywhere" : affected.length === 0 ? "nowhere" : `in ${affected.join(", ")}`;
    process.stdout.write(`Changed since ${since}: ${changed.length} files; tests to run: ${where}\n`);
    if (affected.length === 0) return;
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const filters = affected === "all" ? [] : affected;
    const { status } = spawnSync(process.execPath, [vitest, "run", "--passWithNoTests", ...filters], {
      cwd: root,
      stdio: "inherit",
    });
    process.exitCode = status ?? 1;
  })
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
