import { readText } from "../house-rules/read-repository.ts";
import type { Drill } from "./drill.ts";
import { writeFencedFiles } from "./fenced-files.ts";
import { install } from "./shell.ts";

/** The action with a connection that docs/newcomer.md teaches, exactly as written there. */
export const addTheNewcomersAction: Drill = {
  letter: "b",
  name: "add the action with a connection of docs/newcomer.md",
  change: async (copy, shell) => {
    const written = writeFencedFiles(readText(copy, "docs/newcomer.md"), copy, "packages/actions/src/");
    if (written.length === 0) throw new Error("docs/newcomer.md shows no file of an action");
    await install(copy, shell);
    return copy;
  },
  // The rooms below know no action: with one more, drill a has proved them.
  proof: [
    ["check"],
    ["test", "packages/actions", "packages/aws", "packages/core", "packages/local/simulator", "infra", "scripts"],
  ],
};
