import { Misconfigured } from "../environment.ts";
import { type Ledger, LedgerConflict, type LedgerState } from "../registrar/ledger.ts";
import { bucketOf } from "../registrar/parse-properties.ts";
import { type DesiredSet, readDesiredSet } from "../registrar/desired-set.ts";
import type { OpenCliq } from "../registrar/run.ts";
import { checkDrift, listLive } from "./check-drift.ts";
import { countDifferences, type DriftReport, isWritable } from "./find-drift.ts";
import {
  countWithoutUrl,
  type DeployedRegistrations,
  describeLostLedger,
  findLedgerFault,
  findProven,
  type LedgerFault,
  LedgerLost,
} from "./ledger-lost.ts";
import { isDeepStrictEqual } from "node:util";
import { Lease, takeLease } from "../registrar/lease.ts";
import { reconcile } from "../registrar/reconcile.ts";
import type { StagePorts } from "../registrar/serve-registrations.ts";

/**
 * How a check ended. "healed": there were differences, and Cliq holds the registered set again; `report` is of what is
 * left then. "unseen": nothing differs, but something is not shown to the access that is stored. "nothing_registered": no deployment of this release has written down what it registered. "deploying": one is under way, so that a
 * difference would say nothing.
 */
export interface DriftAnswer {
  readonly outcome: "same" | "drifted" | "unseen" | "healed" | "nothing_registered" | "deploying";
  readonly report?: DriftReport;
  /** What was found before healing. */
  readonly found?: DriftReport;
}

/**
 * Compares what the last deployment registered with Cliq and, if asked to, makes Cliq agree again by the registrar's own
 * reconcile. Throws {@link LedgerLost} when the row that says what was registered is gone, or is not of what is
 * deployed: the check exists only once registrations were made.
 */
export async function serveDrift(ports: DriftPorts, heal: boolean): Promise<DriftAnswer> {
  const { ledger, clock, openCliq, deadline } = ports;
  const state = await ledger.load();
  if (state !== undefined && isDeploying(state, clock.now())) return { outcome: "deploying" };
  const cliq = openCliq(async (ms) => {
    if (clock.now() + ms >= deadline) return false;
    await clock.sleep(ms);
    return true;
  });
  const fault = findLedgerFault(state, ports.deployed);
  // Registered only now: of the same deployment this function's own part is still to come.
  if (fault === "other" && clock.now() - (state?.registered?.at ?? 0) < justRegisteredMs)
    return { outcome: "deploying" };
  if (fault !== undefined) throw await ledgerLost(ports, cliq, fault);
  if (state?.registered === undefined) return { outcome: "nothing_registered" };
  const { properties } = state.registered;
  const { apiOrigin, ...registered } = await readDesiredSet(properties, ports, (refused) => {
    throw new Misconfigured(`${refused}. Nothing was compared, and nothing changed.`);
  });
  const found = await checkDrift(cliq, registered, state, apiOrigin);
  if (judge(found) === "same") return { outcome: "same", report: found };
  if ((await ledger.load())?.generation !== state.generation) return { outcome: "deploying" };
  if (!heal || !found.items.some(isWritable)) return { outcome: judge(found), report: found };

  if (!(await healDrift(ports, state, registered, found))) return { outcome: "deploying", found };
  const after = (await ledger.load()) ?? state;
  const report = await checkDrift(cliq, registered, after, apiOrigin);
  const outcome = judge(report);
  return { outcome: outcome === "same" ? "healed" : outcome, report, found };
}

/** How long the rest of a deployment may take once its registrations are made. */
const justRegisteredMs = 3_600_000;

function judge(report: DriftReport): "same" | "drifted" | "unseen" {
  if (countDifferences(report) > 0) return "drifted";
  return report.items.some(({ state }) => state === "unseen") ? "unseen" : "same";
}

async function ledgerLost(ports: DriftPorts, cliq: OpenCliq, fault: LedgerFault): Promise<LedgerLost> {
  const { stage, deployed } = ports;
  const live = await listLive(cliq, "maybe");
  // A stage of Deluge actions has no URL, and no key.
  const signingKey = await ports.readSigningKey().catch((error: unknown) => {
    if (error instanceof Misconfigured) return new Uint8Array();
    throw error;
  });
  const proven = findProven(live, deployed, { stage, signingKey });
  return new LedgerLost(describeLostLedger(stage, fault, proven, countWithoutUrl(live)));
}

/** Whether somebody has the lease while CloudFormation waits for something; one that a killed run left ends with that. */
function isDeploying({ lease, deadlines }: LedgerState, now: number): boolean {
  return lease !== undefined && Object.values(deadlines).some((deadline) => deadline > now);
}

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
    ...(isDeepStrictEqual(row.registered, compared.registered) ? { owner: "drift" } : { instead: "changed" }),
  }));
  if (!(lease instanceof Lease)) return false;
  try {
    await reconcile(registered, asUnfinished(lease.row, found), {
      openCliq: ports.openCliq,
      readAsset: async (asset) => ports.readAsset(asset, bucketOf(compared.registered?.properties ?? {})),
      lease,
      time: { until: deadline, deadline },
      apiOrigin: ports.deployed.apiOrigin,
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
export interface DriftPorts extends StagePorts {
  readonly ledger: Ledger;
  /** What the stack says of its registrations: by that a lost row is told, and made up for. */
  readonly deployed: DeployedRegistrations;
  /** No write to Cliq begins after this, in milliseconds since the epoch. */
  readonly deadline: number;
}
