import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { parameterPrefixOf } from "@cliq-actions/infra/stages/stage-names";
import { ssmParameterStore } from "@cliq-actions/registrar/parameters/parameter-store";
import type { LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import { findLostLedger } from "../stage/find-lost-ledger.ts";
import type { StageAws } from "../stage/stage-aws.ts";
import type { LivingStage } from "./check-stack.ts";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";
import type { StageCliq } from "./open-cliq.ts";

/** An action or function as far as the doctor looks at it. */
export interface ShownInCliq {
  readonly id: string;
  /** Reads do not promise it. */
  readonly execution_url?: string | undefined;
}

/** What the stage's URLs are held against. */
export interface UrlsOf {
  /** The stage's own by slug; undefined for what has none. */
  readonly toUrl: (slug: string) => string | undefined;
  /** Whether the function that a URL leads to accepts its credential. */
  readonly isAccepted: (url: string) => boolean;
}

/** Whether Cliq has every action and function that the ledger says is ours, and at which URL. */
export function checkLedger(
  stage: string,
  { actions, functions = {} }: LedgerState,
  live: readonly ShownInCliq[],
  { toUrl, isAccepted }: UrlsOf,
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
  // Healing would write URLs of the stored key, which functions that know the former one refuse.
  if (astray.length > 0 && astray.every(({ shown }) => isAccepted(shown?.execution_url ?? "")))
    return broken(
      `Cliq's URLs are accepted, and are not those of the stored signing key, which was replaced: ${names(astray)}`,
      `Restore the key, or make new URLs of the one there is: pnpm cliq rotate --stage ${stage}`,
    );
  if (astray.length > 0) return broken(`Cliq calls another URL than the stage's: ${names(astray)}`, restore);
  const unsettled = found.filter(({ entry }) => entry.phase !== "registered");
  if (unsettled.length > 0)
    return doubtful(`not settled by the last deployment: ${names(unsettled)}`, `pnpm cdk deploy -c stage=${stage}`);
  return fine(entries.length === 0 ? "the ledger has nothing" : `Cliq has all ${entries.length}: ${names(found)}`);
}

/** Whether the ledger's row is gone although the stack has registrations; undefined where it is there. */
export async function checkLost(
  stage: Stage,
  { stack, names }: LivingStage,
  aws: StageAws,
  { connection }: StageCliq,
  row: LedgerState | undefined,
): Promise<Diagnosis<never> | undefined> {
  const parameters = ssmParameterStore(aws.ssm, parameterPrefixOf(stage));
  const lost = await findLostLedger({ stage, stack, names, cliq: connection, parameters }, row);
  return lost && broken(lost.sentence, `pnpm cliq rotate --stage ${stage.name}`);
}

function names(entries: readonly { readonly slug: string }[]): string {
  return entries
    .map(({ slug }) => slug)
    .toSorted()
    .join(", ");
}
