import type { Clock } from "@cliq-actions/cliq/clock";
import type { AssetReference } from "@cliq-actions/core";
import type { CustomResourceRequest } from "../custom-resource/custom-resource-request.ts";
import { toReason } from "../custom-resource/to-reason.ts";
import { admitDelivery } from "./admit-delivery.ts";
import type { Outcome } from "./deliveries.ts";
import type { DesiredSet } from "./desired-item.ts";
import { type Fence, fenceOf } from "./fence.ts";
import type { Lease } from "./lease.ts";
import type { Ledger, LedgerState } from "./ledger.ts";
import { LedgerConflict } from "./ledger-conflict.ts";
import { bucketOf, parseProperties } from "./parse-properties.ts";
import { reconcile } from "./reconcile.ts";
import { Overruled } from "./overruled.ts";
import type { OpenCliq, ReconcilePorts } from "./reconciliation.ts";
import type { ReadAsset } from "./read-asset.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import { InvocationEnding } from "./run-time.ts";
import { readUrlSecrets } from "./read-url-secrets.ts";
import { toDesiredSet } from "./to-desired-set.ts";
import { withRegistered } from "./with-registered.ts";

/** What an event of `Custom::CliqMessageActions` is served with. */
export interface RegistrarPorts {
  /** As a run opens Cliq; who changes something does so by way of a fence. */
  readonly openCliq: (wait: (ms: number) => Promise<boolean>, fence?: Fence) => OpenCliq;
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
 * for a delivery that CloudFormation no longer waits for, or that another attempt answers, and "handed over" when this
 * invocation's time was too short and another one goes on.
 */
export async function serveRegistrations(
  request: CustomResourceRequest,
  stopsAt: number,
  ports: RegistrarPorts,
): Promise<Record<string, string> | "stale" | "handed over"> {
  const { ledger, clock } = ports;
  const until = stopsAt - Math.min(closingMs, (stopsAt - clock.now()) / 4);
  for (;;) {
    const admission = await admitDelivery(request, ledger, clock, until);
    if (admission === "stale") return "stale";
    const outcome =
      "outcome" in admission ? admission.outcome : await serveUnderLease(request, admission, until, ports);
    if (outcome === "handed over") return "handed over";
    // Another run has taken the lease meanwhile: the ledger tells what that means for this delivery.
    if (outcome === "overtaken") continue;
    if (outcome.status === "FAILED") throw new RegistrationFailed(outcome.text);
    return { Count: outcome.text };
  }
}

async function serveUnderLease(
  request: CustomResourceRequest,
  { lease, deadline }: { readonly lease: Lease; readonly deadline: number },
  until: number,
  ports: RegistrarPorts,
): Promise<Outcome | "handed over" | "overtaken"> {
  const fence = fenceOf(lease, ports.clock);
  const time = { until: Math.min(deadline, until), deadline };
  const readAsset = async (asset: AssetReference): Promise<Buffer> =>
    ports.readAsset(asset, bucketOf(request.properties));
  try {
    const isDelete = request.type === "Delete";
    const desired = isDelete ? nothing : await readDesiredSet(request, ports);
    const openCliq: ReconcilePorts["openCliq"] = (wait) => ports.openCliq(wait, fence);
    const disown = (id: string): void => fence.disown(id);
    const reconciled = await reconcile(desired, lease.row, {
      openCliq,
      readAsset,
      ledger: lease,
      clock: fence.clock,
      time,
      disown,
    });
    const next = isDelete ? { actions: {}, deadlines: {} } : withRegistered(reconciled, request, ports.clock.now());
    return await settle(lease, { status: "SUCCESS", text: String(desired.actions.length) }, next);
  } catch (error) {
    if (error instanceof LedgerConflict && !(error instanceof Overruled)) return "overtaken";
    if (error instanceof InvocationEnding) return handOver(lease, ports);
    const text = toReason(error);
    const settled = await settle(lease, { status: "FAILED", text });
    // A bug keeps its stack for the log.
    if (settled !== "overtaken" && settled.text === text) throw error;
    return settled;
  }
}

/** The outcome is recorded before CloudFormation gets it, so that every attempt answers the same. */
async function settle(lease: Lease, outcome: Outcome, next?: LedgerState): Promise<Outcome | "overtaken"> {
  try {
    return (await lease.release(outcome, next)) ?? outcome;
  } catch (error) {
    if (error instanceof LedgerConflict) return "overtaken";
    // The table does not answer: the lease ends by itself, and what is true is still told.
    return outcome;
  }
}

async function handOver(lease: Lease, ports: RegistrarPorts): Promise<"handed over" | "overtaken"> {
  try {
    await lease.release();
  } catch (error) {
    if (error instanceof LedgerConflict) return "overtaken";
    throw error;
  }
  await ports.handOver();
  return "handed over";
}

const nothing: DesiredSet = { actions: [], functions: [] };

async function readDesiredSet(request: CustomResourceRequest, ports: RegistrarPorts): Promise<DesiredSet> {
  const properties = parseProperties(request.properties);
  return toDesiredSet(properties, await readUrlSecrets(properties, ports));
}
