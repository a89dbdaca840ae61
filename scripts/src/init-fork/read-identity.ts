import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CannotFork } from "./cannot-fork.ts";
import { readProduct } from "./rename-product.ts";

/** What a repository is called in its three places. */
export interface Identity {
  /** Of its npm packages, such as "@acme". */
  readonly scope: string;
  /** `name` in infra/stages.ts: of stacks, parameters and metrics. */
  readonly product: string;
  /** `name` in the root package.json. */
  readonly repository: string;
}

/** Reads the names that the repository at `root` has now. Throws {@link CannotFork}. */
export async function readIdentity(root: string): Promise<Identity> {
  const [scripts, repository, stages] = await Promise.all([
    readName(join(root, "scripts/package.json")),
    readName(join(root, "package.json")),
    readFile(join(root, "infra/stages.ts"), "utf8"),
  ]);
  const [, scope] = /^(@[^/]+)\/scripts$/.exec(scripts) ?? [];
  if (scope === undefined)
    throw new CannotFork(`scripts/package.json is named "${scripts}": give it a name such as "@acme/scripts" first.`);
  const product = readProduct(stages);
  if (product === undefined)
    throw new CannotFork(
      'infra/stages.ts needs one line `name: "…",` directly below `defineStages({`: restore it first.',
    );
  return { scope, product, repository };
}

async function readName(manifest: string): Promise<string> {
  const { name } = JSON.parse(await readFile(manifest, "utf8")) as { name?: string };
  return name ?? "";
}
