import { readText } from "../house-rules/read-repository.ts";
import type { Drill } from "./drill.ts";
import { writeFencedFiles } from "./fenced-files.ts";
import { everything } from "./prove.ts";
import { install } from "./shell.ts";

/** The action that the README teaches, exactly as written there. */
export const addTheReadmesAction: Drill = {
  letter: "a",
  name: "add the README's actions",
  change: async (copy, shell) => {
    const written = writeFencedFiles(readText(copy, "README.md"), copy, "packages/actions/src/");
    if (written.length === 0) throw new Error("README.md shows no file of an action");
    await install(copy, shell);
    return copy;
  },
  proof: everything,
};
