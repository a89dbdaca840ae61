import { isDeepStrictEqual } from "node:util";
import type { DesiredSet } from "../registrar/desired-set.ts";
import { Lease } from "../registrar/lease.ts";
import { type Ledger, LedgerConflict, type LedgerState } from "../registrar/ledger.ts";
import { bucketOf } from "../registrar/parse-properties.ts";
import { reconcile } from "../registrar/reconcile.ts";
import { takeLease } from "../registrar/take-lease.ts";
import { type DriftReport, isWritable } from "./find-drift.ts";
import type { Clock } from "@cliq-actions/cliq/clock";
import type { ReadAsset } from "../registrar/read-asset.ts";
import type { RegistrarPorts } from "../registrar/serve-registrations.ts";
import type { DeployedUrls } from "./ledger-lost.ts";

/**
 * Makes Cliq agree with the registered set again, under the lease that deployments take, too. False when a deployment
 * has changed the set since it was compared, takes over, or has the lease for longer than there is time.
 */
export async function healDrift(
  ports: DriftPorts,
  compared: LedgerState,
  registered: DesiredSet,
  found: DriftReport,
): Promise<boolean> {
  const { clock, deadline } = ports;
  const lease = await takeLease(ports.ledger, clock, deadline, (row) => ({
    state: row,
    wanted: isDeepStrictEqual(row.registered, compared.registered)
      ? { owner: "drift" }
      : { instead: "changed" as const },
  }));
  if (!(lease instanceof Lease)) return false;
  try {
    await reconcile(registered, asUnfinished(lease.row, found), {
      openCliq: ports.openCliq,
      readAsset: async (asset) => ports.readAsset(asset, bucketOf(compared.registered?.properties ?? {})),
      lease,
      time: { until: deadline, deadline },
      warn: ports.warn,
    });
  } catch (error) {
    if (error instanceof LedgerConflict) return false;
    throw error;
  } finally {
    // Where it cannot be given up, it ends by itself.
    await lease.release().catch(() => undefined);
  }
  return true;
}

/** Reconcile trusts what a list does not show; what drifted there is marked, so that it is written anew. */
function asUnfinished(state: LedgerState, { items }: DriftReport): LedgerState {
  const mark = (kind: string, entries: LedgerState["actions"]): LedgerState["actions"] =>
    Object.fromEntries(
      Object.entries(entries).map(([slug, entry]) => {
        const isDrifted = items.some(
          (item) => item.kind === kind && item.slug === slug && item.state === "drifted" && isWritable(item),
        );
        return [slug, isDrifted ? { ...entry, phase: "changing" as const } : entry];
      }),
    );
  return {
    ...state,
    actions: mark("message action", state.actions),
    ...(state.functions === undefined ? {} : { functions: mark("function", state.functions) }),
  };
}

/** What a drift check is served with. */
export interface DriftPorts {
  readonly openCliq: RegistrarPorts["openCliq"];
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly stage: string;
  readSigningKey(): Promise<Uint8Array>;
  readonly readAsset: ReadAsset;
  readonly warn: RegistrarPorts["warn"];
  /** What the stack says of the stage's URLs: by them a lost row is made up for. */
  readonly deployed: DeployedUrls;
  /** No write to Cliq begins after this, in milliseconds since the epoch. */
  readonly deadline: number;
}
