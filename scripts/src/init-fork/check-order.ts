import { checkStageNames } from "@cliq-actions/infra/stages/stage-names";
import { CannotFork } from "./cannot-fork.ts";
import type { InitForkOptions } from "./init-fork-command.ts";

/** What a repository is to become. */
export interface ForkOrder {
  readonly scope: string;
  readonly product: string;
  /** Slugs to delete. */
  readonly drop: readonly string[];
  /** Slugs that were to be deleted and are not there. */
  readonly gone: readonly string[];
}

/** What is there now. */
export interface Present {
  readonly slugs: readonly string[];
  /** npm scopes of what the repository depends on. */
  readonly otherScopes: readonly string[];
}

/** Checks what was asked for against what is there. Throws an `ActionsError`. */
export function checkOrder(options: InitForkOptions, { slugs, otherScopes }: Present): ForkOrder {
  const { scope, name: product } = options;
  if (!/^@[a-z0-9][a-z0-9._-]{0,60}$/.test(scope))
    throw new CannotFork(
      "--scope is an at sign and lower-case letters, digits, dots, dashes or underscores, such as @acme.",
    );
  if (otherScopes.includes(scope))
    throw new CannotFork(`--scope ${scope} is the scope of packages that this repository depends on: choose your own.`);
  checkStageNames({ product, name: "dev" });
  return { scope, product, ...chooseDrops(options, slugs) };
}

function chooseDrops({ keep, drop }: InitForkOptions, slugs: readonly string[]): Pick<ForkOrder, "drop" | "gone"> {
  if (keep !== undefined && drop !== undefined)
    throw new CannotFork("--keep and --drop exclude each other: one says what stays, one says what goes.");
  const named = (keep ?? drop ?? "").split(",").flatMap((slug) => slug.trim() || []);
  const unknown = named.filter((slug) => !slugs.includes(slug));
  if (keep === undefined) return { drop: named.filter((slug) => slugs.includes(slug)), gone: unknown };
  if (unknown.length > 0)
    throw new CannotFork(
      `--keep names no action that is here: ${unknown.join(", ")}. There are: ${slugs.join(", ") || "none"}.`,
    );
  return { drop: slugs.filter((slug) => !named.includes(slug)), gone: [] };
}
