import { ActionsError } from "@cliq-actions/core";
import { digestOf } from "../digest.ts";
import { type DeployedUrls, findSlug, type UrlSecrets } from "../registrar/desired-set.ts";
import type { LedgerState } from "../registrar/ledger.ts";
import type { ObservedItem } from "../registrar/observed-item.ts";
import type { Live, SectionName } from "../registrar/section.ts";

/** A stack has registrations, and the row that says which is gone, or says something else: that is not "nothing was registered". */
export class LedgerLost extends ActionsError {
  readonly code = "ledger_lost";
}

/** One item of Cliq's that posts to a URL only this stage can have made. */
export interface ProvenItem {
  readonly section: SectionName;
  /** Of the action in the URL; a function's own name is not in there. */
  readonly slug: string;
  readonly item: ObservedItem;
}

/** What a deployed stack says of its registrations. */
export interface DeployedRegistrations extends DeployedUrls {
  /** SHA-256 of its `Manifest`; a stack of an earlier release does not tell. */
  readonly manifestDigest: string | undefined;
}

/** Why a ledger's row does not tell what is registered: it is gone, or of another time than what is deployed, such as a backup's. */
export type LedgerFault = "lost" | "other";

/** What is wrong with the row of a stage whose registrations were made, and which is not being deployed; undefined where nothing is. */
export function findLedgerFault(
  state: LedgerState | undefined,
  deployed: DeployedRegistrations,
): LedgerFault | undefined {
  // A deployment that was to mend it has not succeeded.
  if (state === undefined || state.lost === true) return "lost";
  const { registered } = state;
  if (registered === undefined) {
    const entries = [state.actions, state.functions ?? {}, state.released ?? {}];
    return entries.every((known) => Object.keys(known).length === 0) ? "lost" : undefined;
  }
  const { Manifest, ApiOrigin, CredentialVersion } = registered.properties;
  const { apiOrigin, credentialVersion, manifestDigest } = deployed;
  const isDeployed =
    ApiOrigin === apiOrigin &&
    Number(CredentialVersion) === credentialVersion &&
    [undefined, digestOf(String(Manifest))].includes(manifestDigest);
  return isDeployed ? undefined : "other";
}

/** What in Cliq is provably the stage's without a ledger: by credentials of the versions before, now and next. Pure. */
export function findProven(live: Live, deployed: DeployedUrls, secrets: UrlSecrets): readonly ProvenItem[] {
  return (["actions", "functions"] as const).flatMap((section) =>
    live[section].flatMap((item): ProvenItem[] => {
      const slug = item.executionUrl === undefined ? undefined : findSlug(item.executionUrl, deployed, secrets);
      return slug === undefined ? [] : [{ section, slug, item }];
    }),
  );
}

const mostNamed = 20;

const faults: Readonly<Record<LedgerFault, string>> = {
  lost: "is gone, and its stack has registrations",
  other:
    "says something else than its stack has registered: it is of another time, such as a backup's, or a deployment has ended halfway",
};

/** What a verb says of a row that does not tell what is registered: what is known, and the one command that mends it. */
export function describeLostLedger(
  stage: string,
  fault: LedgerFault,
  proven: readonly ProvenItem[],
  withoutUrl: number,
): string {
  const named = proven.slice(0, mostNamed).map(({ slug, item }) => `${slug} (id ${item.id})`);
  const more = proven.length > mostNamed ? ` and ${proven.length - mostNamed} more` : "";
  const held =
    proven.length === 0
      ? "Cliq shows nothing with a URL that only this stage can have made."
      : `By URLs that only this stage can have made, these in Cliq are its own: ${named.join(", ")}${more}.`;
  const untold =
    withoutUrl === 0 ? "" : ` Of ${withoutUrl} more Cliq shows no URL, so whose they are cannot be told here.`;
  return (
    `The ledger's row of stage ${stage} ${faults[fault]}: what is registered is not known. ${held}${untold} ` +
    `Delete nothing by hand. To register anew: pnpm cliq rotate --stage ${stage}`
  );
}

/** How many show no URL although they may have one: Deluge actions never do. */
export function countWithoutUrl(live: Live): number {
  return [...live.actions, ...live.functions].filter(
    ({ executionUrl, kind }) => executionUrl === undefined && kind !== "deluge",
  ).length;
}
