import type { Script } from "./prove.ts";
import type { Shell } from "./shell.ts";

/** Something that a fork does to its copy of the repository. */
export interface Drill {
  /** What `--only` calls it. */
  readonly letter: string;
  /** What it does. */
  readonly name: string;
  /** Does it in a committed copy, installs what that needs, and says which folder is to be proved: the copy, or one beside it. */
  readonly change: (copy: string, shell: Shell) => Promise<string>;
  /** What is run there afterwards. */
  readonly proof: readonly Script[];
}
