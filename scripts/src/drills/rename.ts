import type { Drill } from "./drill.ts";
import { everything } from "./prove.ts";
import { pnpm } from "./shell.ts";

/** Another npm scope and another product, by `init-fork`. */
export const rename: Drill = {
  letter: "d",
  name: "rename the npm scope and the product",
  change: async (copy, shell) => {
    await shell(copy, ...pnpm, "cliq", "init-fork", "--scope", "@acme", "--name", "acme-cliq");
    return copy;
  },
  proof: everything,
};
