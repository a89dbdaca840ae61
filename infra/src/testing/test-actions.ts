import { join } from "node:path";

/** A folder of small actions that tests own, one of each shape: no test depends on the actions a fork has. */
export const testActions = join(import.meta.dirname, "actions");

/** The same of actions whose work outlives the click. */
export const backgroundActions = join(import.meta.dirname, "background-actions");
