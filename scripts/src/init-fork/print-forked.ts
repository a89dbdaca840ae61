/** What was done, or with `dryRun` would be. */
export interface Forked {
  readonly dryRun: boolean;
  readonly scope: Renamed;
  readonly product: Renamed;
  /** Paths of the files that change. */
  readonly files: readonly string[];
  /** Folders of actions that go. */
  readonly deleted: readonly string[];
  /** Slugs that were to be deleted and are not there. */
  readonly gone: readonly string[];
  /** Whether pnpm brought lockfile and links up to date. */
  readonly installed: boolean;
}

interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** The outcome for a person, with what to do next. */
export function printForked({ dryRun, scope, product, files, deleted, installed }: Forked): string {
  if (files.length === 0 && deleted.length === 0)
    return `Nothing to change: the scope is ${scope.to}, the product ${product.to}.`;
  const verb = dryRun ? "would be" : "are";
  const lines = [
    ...(scope.from === scope.to ? [] : [`Scope: ${scope.from} → ${scope.to}`]),
    ...(product.from === product.to ? [] : [`Product: ${product.from} → ${product.to}`]),
    `${files.length} files ${verb} changed, ${deleted.length} actions ${verb} deleted.`,
    ...deleted.map((folder) => `  - ${folder}`),
  ];
  if (dryRun) return [...lines, "Nothing was changed: leave --dry-run out to do it."].join("\n");
  const steps = [
    ...(installed ? [] : ["pnpm install --no-frozen-lockfile && pnpm run format"]),
    "pnpm test && pnpm check",
    "Fill in infra/stages.ts, then pnpm cliq authorize --stage dev",
    "git add --all && git commit",
  ];
  return [...lines, "Next:", ...steps.map((step) => `  - ${step}`)].join("\n");
}
