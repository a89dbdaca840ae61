import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readText } from "../house-rules/read-repository.ts";
import { newFile, writeChangeOfOurs } from "./change-of-ours.ts";
import { commit } from "./copy-to.ts";
import type { Drill } from "./drill.ts";
import { fencedBlocks, writeFencedFiles } from "./fenced-files.ts";
import { install, pnpm } from "./shell.ts";

/** A renamed fork with two actions of its own takes a change of ours, by the commands of docs/upgrading.md. */
export const upgrade: Drill = {
  letter: "e",
  name: "take our next version into a renamed fork with two actions of its own",
  change: async (ours, shell) => {
    const page = readText(ours, "docs/upgrading.md");
    const commands = (when: string): string => {
      const block = fencedBlocks(page).find(({ info }) => info === `executed ${when}`);
      if (block === undefined) throw new Error(`docs/upgrading.md has no commands "executed ${when}"`);
      return block.content.replaceAll(/https:\S+/g, ours);
    };
    const beside = dirname(ours);
    await shell(beside, "bash", "-euc", commands("once"));
    const fork = join(beside, "acme-cliq");
    await growFork(fork);
    await install(fork, shell);
    await commit(fork, "Two actions, and our organisation", shell);

    writeChangeOfOurs(ours);
    await shell(ours, ...pnpm, "install", "--lockfile-only", "--no-frozen-lockfile");
    await commit(ours, "The next version", shell);
    await shell(fork, "bash", "-euc", commands("each time"));
    if (!existsSync(join(fork, newFile))) throw new Error("The merge did not bring our change");
    return fork;
  },
  proof: [["types"], ["test", "packages/actions", "packages/core", "packages/cliq", "packages/aws"]],
};

/** What a fork changes: two actions, one of which has a library; its organisation; its name in the README. */
async function growFork(fork: string): Promise<void> {
  const src = "packages/actions/src/";
  const [own = ""] = writeFencedFiles(readText(fork, "docs/write-an-action.md"), fork, src);
  writeFencedFiles(readText(fork, "docs/newcomer.md"), fork, src);
  writeFileSync(
    join(fork, dirname(own), "package.json"),
    '{\n  "name": "@acme/own",\n  "private": true,\n  "type": "module",\n  "dependencies": {\n' +
      '    "@acme/aws": "workspace:*",\n    "@acme/core": "workspace:*",\n    "zod": "catalog:"\n  }\n}\n',
  );
  const stages = readText(fork, "infra/stages.ts");
  writeFileSync(join(fork, "infra/stages.ts"), `// Acme's stages.\n${stages}`);
  writeFileSync(join(fork, "README.md"), readText(fork, "README.md").replace(/^# .*/, "# Acme's message actions"));
}
