import type { Clock } from "@cliq-actions/cliq/clock";
import type { MessageActionClient } from "@cliq-actions/cliq/rest/message-action-client";
import type { CustomResourceRequest } from "../custom-resource/custom-resource-request.ts";
import { deadlineOf, deliveryOf } from "./deadline-of.ts";
import { toDesiredActions } from "./desired-action.ts";
import type { Ledger, LedgerState } from "./ledger.ts";
import { LedgerConflict } from "./ledger-conflict.ts";
import { parseProperties } from "./parse-properties.ts";
import { reconcile } from "./reconcile.ts";
import { waitOutLocks } from "./wait-out-locks.ts";

/** What an event of `Custom::CliqMessageActions` is served with. */
export interface RegistrarPorts {
  readonly client: MessageActionClient;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly stage: string;
  readSigningKey(): Promise<Uint8Array>;
}

/** Left for undoing the action in hand and for answering, before Lambda stops the function; a quarter of a short life. */
const closingMs = 60_000;

/**
 * Serves one event: the set that the properties ask for, or on Delete the empty one. Returns the attributes, or "stale"
 * for a delivery that CloudFormation no longer waits for, or that another run has taken over.
 */
export async function serveRegistrations(
  request: CustomResourceRequest,
  stopsAt: number,
  ports: RegistrarPorts,
): Promise<Record<string, string> | "stale"> {
  const { ledger, clock, client } = ports;
  const closing = Math.min(closingMs, (stopsAt - clock.now()) / 4);
  const loaded = await ledger.load();
  const isDelete = request.type === "Delete";
  // A Delete of what was never made needs no token, and Cliq is not asked.
  if (isDelete && loaded === undefined) return { Count: "0" };
  const before: LedgerState = loaded ?? { actions: {}, deadlines: {} };
  const { deadline, state } = deadlineOf(request, before, clock.now());
  if (clock.now() >= deadline) return "stale";
  const desired = isDelete
    ? []
    : toDesiredActions(parseProperties(request.properties), { stage: ports.stage, signingKey: await ports.readSigningKey() });
  const until = Math.min(deadline, stopsAt - closing);
  // A first deployment loses nothing by failing at once; its rollback deletes by another operation.
  const patient = request.type === "Create" ? client : waitOutLocks(client, clock, until);
  try {
    if (state !== before) await ledger.save(state);
    await reconcile(desired, state, { client: patient, ledger, clock, deadline: until });
    if (isDelete) await ledger.clear();
  } catch (error) {
    if (error instanceof LedgerConflict && (await isServedElsewhere(request, ledger))) return "stale";
    throw error;
  }
  return { Count: String(desired.length) };
}

/** Whether a run that knows of this delivery has taken over: then it is the one to answer. */
async function isServedElsewhere(request: CustomResourceRequest, ledger: Ledger): Promise<boolean> {
  return (await ledger.load())?.deadlines[deliveryOf(request)] !== undefined;
}
