import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { parameterPrefixOf } from "@cliq-actions/infra/stages/stage-names";
import { ssmParameterStore } from "@cliq-actions/registrar/parameters/parameter-store";
import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import type { LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import type { SectionName } from "@cliq-actions/registrar/registrar/section";
import { isUnseen } from "@cliq-actions/registrar/registrar/settle-entries";
import { findLostLedger } from "../stage/find-lost-ledger.ts";
import type { StageAws } from "../stage/stage-aws.ts";
import type { LivingStage } from "./check-stack.ts";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";
import type { StageCliq } from "./open-cliq.ts";

/** An action or function as far as the doctor looks at it, by the words of the REST API; reads promise the id alone. */
export type ShownInCliq = Pick<MessageAction, "id" | "creator"> &
  Partial<Pick<MessageAction, "execution_url" | "scope">>;

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
  state: LedgerState,
  live: Readonly<Record<SectionName, readonly ShownInCliq[]>>,
  { toUrl, isAccepted }: UrlsOf,
): Diagnosis<undefined> {
  const found = (["actions", "functions"] as const).flatMap((section) => {
    const listed = live[section].map((item) => ({ id: item.id, creator: item.creator, shown: item }));
    return Object.entries(state[section] ?? {}).map(([slug, entry]) => ({
      slug,
      entry,
      shown: live[section].find(({ id }) => id === entry.id),
      isHidden: entry.id !== undefined && isUnseen(section, entry, listed),
    }));
  });
  const waiting = found.filter(({ slug, entry }) => entry.id === undefined && slug.includes("~"));
  const missing = found.filter((one) => one.shown === undefined && !one.isHidden && !waiting.includes(one));
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
  const hidden = found.filter(({ isHidden }) => isHidden);
  if (hidden.length > 0)
    return doubtful(
      `not shown to the access that is stored: ${hidden.map(({ slug, entry }) => `${slug} (id ${entry.id}, made by ${entry.creator === undefined ? "a user whom the ledger does not know" : `the user ${entry.creator}`})`).join(", ")}; whether they are there only their maker's tells`,
      `As that user: pnpm cliq authorize --stage ${stage} --rotate. Where that gave the access already: pnpm cliq drift --stage ${stage} --heal makes anew what is gone.`,
    );
  if (waiting.length > 0)
    return doubtful(
      `made without an answer, so that only its maker's access may show it: ${waiting.map(({ entry: { intent } }) => `"${intent?.name}" (the user ${intent?.user ?? "who gave the access then"})`).join(", ")}`,
      `As that user: pnpm cliq authorize --stage ${stage} --rotate, then pnpm cliq drift --stage ${stage} --heal`,
    );
  const unsettled = found.filter(({ entry }) => entry.phase !== "registered");
  if (unsettled.length > 0)
    return doubtful(`not settled by the last deployment: ${names(unsettled)}`, `pnpm cdk deploy -c stage=${stage}`);
  return fine(found.length === 0 ? "the ledger has nothing" : `Cliq has all ${found.length}: ${names(found)}`);
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
