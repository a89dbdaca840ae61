import type { LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";

/** An action or function as far as the doctor looks at it. */
export interface ShownInCliq {
  readonly id: string;
  /** Reads do not promise it. */
  readonly execution_url?: string | undefined;
}

/**
 * Whether Cliq has every action and function that the ledger says is ours, and at which URL. `toUrl` gives the stage's
 * own by slug; undefined for what has none.
 */
export function checkLedger(
  stage: string,
  { actions, functions = {} }: LedgerState,
  live: readonly ShownInCliq[],
  toUrl: (slug: string) => string | undefined,
): Diagnosis<undefined> {
  const entries = [...Object.entries(actions), ...Object.entries(functions)];
  const byId = new Map(live.map((shown) => [shown.id, shown]));
  const found = entries.map(([slug, entry]) => ({
    slug,
    entry,
    shown: entry.id === undefined ? undefined : byId.get(entry.id),
  }));
  const missing = found.filter(({ shown }) => shown === undefined);
  const restore = `pnpm cliq drift --stage ${stage} shows it, with --heal puts it right.`;
  if (missing.length > 0) {
    const named = missing.map(({ slug, entry }) => (entry.id === undefined ? slug : `${slug} (id ${entry.id})`));
    return broken(`not in Cliq's list: ${named.join(", ")}`, restore);
  }
  const astray = found.filter(
    ({ slug, shown }) =>
      toUrl(slug) !== undefined && shown?.execution_url !== undefined && shown.execution_url !== toUrl(slug),
  );
  if (astray.length > 0) return broken(`Cliq calls another URL than the stage's: ${names(astray)}`, restore);
  const unsettled = found.filter(({ entry }) => entry.phase !== "registered");
  if (unsettled.length > 0)
    return doubtful(`not settled by the last deployment: ${names(unsettled)}`, `pnpm cdk deploy -c stage=${stage}`);
  return fine(entries.length === 0 ? "nothing is registered" : `Cliq has all ${entries.length}: ${names(found)}`);
}

function names(entries: readonly { readonly slug: string }[]): string {
  return entries
    .map(({ slug }) => slug)
    .toSorted()
    .join(", ");
}
