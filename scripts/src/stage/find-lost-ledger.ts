import { connectFunctions } from "@cliq-actions/cliq/rest/connect-functions";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import { listLive } from "@cliq-actions/registrar/drift/check-drift";
import {
  countWithoutUrl,
  describeLostLedger,
  findLedgerFault,
  findProven,
  type LedgerFault,
  type ProvenItem,
} from "@cliq-actions/registrar/drift/ledger-lost";
import { readSigningKey } from "@cliq-actions/registrar/parameters/signing-key";
import type { LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import type { StageConnection } from "./connect-stage.ts";
import { isAlive } from "./deployed-stack.ts";

/** A deployed stage's ledger that does not tell its registrations, and what Cliq proves to be the stage's. */
export interface LostLedger {
  readonly fault: LedgerFault;
  /** For people, with the command that mends it. */
  readonly sentence: string;
  readonly proven: readonly ProvenItem[];
}

/**
 * Whether the ledger of a stage whose stack is at rest and has registrations does not tell them: undefined where it does, where nothing is deployed, and while a deployment is under way, whose ledger is being written.
 */
export async function findLostLedger(
  { stage, stack, names, cliq, parameters }: Pick<StageConnection, "stage" | "stack" | "names" | "cliq" | "parameters">,
  state: LedgerState | undefined,
): Promise<LostLedger | undefined> {
  const isAtRest = stack !== undefined && isAlive(stack) && !stack.status.endsWith("_IN_PROGRESS");
  if (!isAtRest || names?.registrations === undefined || names.apiOrigin === undefined) return undefined;
  const deployed = {
    apiOrigin: names.apiOrigin,
    credentialVersion: Number(stack.outputs.CredentialVersion),
    manifestDigest: stack.outputs.ManifestDigest,
  };
  const fault = findLedgerFault(state, deployed);
  // A stack that has ended halfway has the outputs of before, and is told by itself.
  if (fault === undefined || (fault === "other" && !stack.status.endsWith("_COMPLETE"))) return undefined;
  const live = await listLive({ client: connectMessageActions(cliq), functions: connectFunctions(cliq) }, "maybe");
  // A stage of Deluge actions has no URL, and no key.
  const signingKey =
    (await parameters.read("signing-key")) === undefined ? new Uint8Array() : await readSigningKey(parameters);
  const proven = findProven(live, deployed, { stage: stage.name, signingKey });
  return { fault, sentence: describeLostLedger(stage.name, fault, proven, countWithoutUrl(live)), proven };
}
