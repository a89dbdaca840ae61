import { readText } from "../house-rules/read-repository.ts";
import type { Drill } from "./drill.ts";
import { writeFencedFiles } from "./fenced-files.ts";
import { everything } from "./prove.ts";
import { install } from "./shell.ts";

/** The actions that docs/write-an-action.md teaches, exactly as written there. */
export const addTheTaughtActions: Drill = {
  letter: "a",
  name: "add the actions of docs/write-an-action.md",
  change: async (copy, shell) => {
    const written = writeFencedFiles(readText(copy, "docs/write-an-action.md"), copy, "packages/actions/src/");
    if (written.length === 0) throw new Error("docs/write-an-action.md shows no file of an action");
    await install(copy, shell);
    return copy;
  },
  proof: everything,
};
