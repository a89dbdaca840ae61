import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Drill } from "./drill.ts";
import { everything } from "./prove.ts";
import { install } from "./shell.ts";

/** `rm -r` of every action folder, and an install that takes their libraries out of the lockfile. */
export const deleteEverySample: Drill = {
  letter: "c",
  name: "delete every sample",
  change: async (copy, shell) => {
    const samples = join(copy, "packages/actions/src");
    for (const slug of readdirSync(samples)) rmSync(join(samples, slug), { recursive: true });
    await install(copy, shell);
    return copy;
  },
  proof: everything,
};
