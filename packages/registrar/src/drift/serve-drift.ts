import type { LedgerState } from "../registrar/ledger.ts";
import { parseProperties } from "../registrar/parse-properties.ts";
import { Misconfigured } from "../environment.ts";
import { describeRefusedUrls, readUrlSecrets, toDesiredSet } from "../registrar/desired-set.ts";
import type { OpenCliq } from "../registrar/run.ts";
import { checkDrift, listLive } from "./check-drift.ts";
import { type DriftPorts, healDrift } from "./heal-drift.ts";
import { countDifferences, type DriftReport, isWritable } from "./find-drift.ts";
import { countWithoutUrl, describeLostLedger, findProven, isLedgerLost, LedgerLost } from "./ledger-lost.ts";

/**
 * How a check ended. "healed": there were differences, and Cliq holds the registered set again; `report` is of what is
 * left then. "nothing_registered": no deployment of this release has written down what it registered. "deploying": one is under way, so that a
 * difference would say nothing.
 */
export interface DriftAnswer {
  readonly outcome: "same" | "drifted" | "healed" | "nothing_registered" | "deploying";
  readonly report?: DriftReport;
  /** What was found before healing. */
  readonly found?: DriftReport;
}

/**
 * Compares what the last deployment registered with Cliq and, if asked to, makes Cliq agree again by the registrar's own
 * reconcile. Throws {@link LedgerLost} when the row that says what was registered is gone: the check exists only once
 * registrations were made.
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
  if (isLedgerLost(state)) throw await ledgerLost(ports, cliq);
  if (state?.registered === undefined) return { outcome: "nothing_registered" };
  const { properties } = state.registered;
  const parsed = parseProperties(properties);
  const registered = toDesiredSet(parsed, await readUrlSecrets(parsed, ports));
  const refused = describeRefusedUrls(parsed, registered);
  if (refused !== undefined) throw new Misconfigured(`${refused}. Nothing was compared, and nothing changed.`);
  const { apiOrigin } = parsed;
  const found = await checkDrift(cliq, registered, state, apiOrigin);
  if (countDifferences(found) === 0) return { outcome: "same", report: found };
  if ((await ledger.load())?.generation !== state.generation) return { outcome: "deploying" };
  if (!heal || !found.items.some(isWritable)) return { outcome: "drifted", report: found };

  if (!(await healDrift(ports, state, registered, found))) return { outcome: "deploying", found };
  const after = (await ledger.load()) ?? state;
  const report = await checkDrift(cliq, registered, after, apiOrigin);
  return { outcome: countDifferences(report) === 0 ? "healed" : "drifted", report, found };
}

async function ledgerLost(ports: DriftPorts, cliq: OpenCliq): Promise<LedgerLost> {
  const { stage, deployed } = ports;
  const { ok: hasFunctions } = await cliq.functions.list();
  const live = await listLive(cliq, hasFunctions);
  const proven = findProven(live, deployed, { stage, signingKey: await ports.readSigningKey() });
  return new LedgerLost(describeLostLedger(stage, proven, countWithoutUrl(live)));
}

/** Whether somebody has the lease while CloudFormation waits for something; one that a killed run left ends with that. */
function isDeploying({ lease, deadlines }: LedgerState, now: number): boolean {
  return lease !== undefined && Object.values(deadlines).some((deadline) => deadline > now);
}
