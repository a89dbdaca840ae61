import type { Clock } from "@cliq-actions/cliq/clock";
import type { AssetReference } from "@cliq-actions/core";
import type { CustomResourceRequest } from "../custom-resource/custom-resource-request.ts";
import { deadlineOf, deliveryOf } from "./deadline-of.ts";
import type { DesiredSet } from "./desired-item.ts";
import type { Ledger, LedgerState } from "./ledger.ts";
import { LedgerConflict } from "./ledger-conflict.ts";
import { bucketOf, parseProperties } from "./parse-properties.ts";
import { reconcile } from "./reconcile.ts";
import type { ReconcilePorts } from "./reconciliation.ts";
import type { ReadAsset } from "./read-asset.ts";
import { InvocationEnding } from "./run-time.ts";
import { toDesiredSet } from "./to-desired-set.ts";
import { withRegistered } from "./with-registered.ts";

/** What an event of `Custom::CliqMessageActions` is served with. */
export interface RegistrarPorts {
  readonly openCliq: ReconcilePorts["openCliq"];
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly stage: string;
  readSigningKey(): Promise<Uint8Array>;
  readonly readAsset: ReadAsset;
  /** Has another invocation serve the same event. */
  handOver(): Promise<void>;
}

/** Left for undoing the action in hand and for answering, before Lambda stops the function; a quarter of a short life. */
const closingMs = 60_000;

/**
 * Serves one event: the set that the properties ask for, or on Delete the empty one. Returns the attributes, or "stale"
 * for a delivery that CloudFormation no longer waits for, or that another run has taken over, and "handed over" when
 * this invocation's time was too short and another one goes on.
 */
export async function serveRegistrations(
  request: CustomResourceRequest,
  stopsAt: number,
  ports: RegistrarPorts,
): Promise<Record<string, string> | "stale" | "handed over"> {
  const { ledger, clock, openCliq } = ports;
  const closing = Math.min(closingMs, (stopsAt - clock.now()) / 4);
  const loaded = await ledger.load();
  const isDelete = request.type === "Delete";
  // A Delete of what was never made needs no token, and Cliq is not asked.
  if (isDelete && loaded === undefined) return { Count: "0" };
  const before: LedgerState = loaded ?? { actions: {}, deadlines: {} };
  const { deadline, state } = deadlineOf(request, before, clock.now());
  if (clock.now() >= deadline) return "stale";
  const desired = isDelete ? nothing : await readDesiredSet(request, ports);
  const readAsset = async (asset: AssetReference): Promise<Buffer> => ports.readAsset(asset, bucketOf(request.properties));
  const time = { until: Math.min(deadline, stopsAt - closing), deadline };
  try {
    if (state !== before) await ledger.save(state);
    const reconciled = await reconcile(desired, state, { openCliq, readAsset, ledger, clock, time });
    const next = isDelete ? undefined : withRegistered(reconciled, request, clock.now());
    if (isDelete) await ledger.clear();
    else if (next !== undefined) await ledger.save(next);
  } catch (error) {
    if (error instanceof InvocationEnding) {
      await ports.handOver();
      return "handed over";
    }
    if (error instanceof LedgerConflict && (await isServedElsewhere(request, ledger))) return "stale";
    throw error;
  }
  return { Count: String(desired.actions.length) };
}

const nothing: DesiredSet = { actions: [], functions: [] };

async function readDesiredSet(request: CustomResourceRequest, ports: RegistrarPorts): Promise<DesiredSet> {
  return toDesiredSet(parseProperties(request.properties), { stage: ports.stage, signingKey: await ports.readSigningKey() });
}

/** Whether a run that knows of this delivery has taken over: then it is the one to answer. */
async function isServedElsewhere(request: CustomResourceRequest, ledger: Ledger): Promise<boolean> {
  return (await ledger.load())?.deadlines[deliveryOf(request)] !== undefined;
}
