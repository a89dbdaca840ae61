import type { LedgerState } from "../registrar/ledger.ts";
import { parseProperties } from "../registrar/parse-properties.ts";
import { readUrlSecrets, toDesiredSet } from "../registrar/desired-set.ts";
import { checkDrift } from "./check-drift.ts";
import type { DriftPorts } from "./drift-ports.ts";
import { countDifferences, type DriftReport } from "./drift-report.ts";
import { healDrift } from "./heal-drift.ts";

/**
 * How a check ended. "healed": there were differences, and Cliq holds the registered set again; `report` is of what is
 * left then. "nothing_registered": there is no deployment to compare with. "deploying": one is under way, so that a
 * difference would say nothing.
 */
export interface DriftAnswer {
  readonly outcome: "same" | "drifted" | "healed" | "nothing_registered" | "deploying";
  readonly report?: DriftReport;
  /** What was found before healing. */
  readonly found?: DriftReport;
}

/** Compares what the last deployment registered with Cliq and, if asked to, makes Cliq agree again by the registrar's own reconcile. */
export async function serveDrift(ports: DriftPorts, heal: boolean): Promise<DriftAnswer> {
  const { ledger, clock, openCliq, deadline } = ports;
  const state = await ledger.load();
  if (state !== undefined && isDeploying(state, clock.now())) return { outcome: "deploying" };
  if (state?.registered === undefined) return { outcome: "nothing_registered" };
  const { properties } = state.registered;
  const parsed = parseProperties(properties);
  const { apiOrigin } = parsed;
  const registered = toDesiredSet(parsed, await readUrlSecrets(parsed, ports));
  const cliq = openCliq(async (ms) => {
    if (clock.now() + ms >= deadline) return false;
    await clock.sleep(ms);
    return true;
  });
  const found = await checkDrift(cliq, registered, state, apiOrigin);
  if (countDifferences(found) === 0) return { outcome: "same", report: found };
  if ((await ledger.load())?.generation !== state.generation) return { outcome: "deploying" };
  const isOurs = found.items.some((item) => item.state !== "same");
  if (!heal || !isOurs) return { outcome: "drifted", report: found };

  if (!(await healDrift(ports, state, registered, found))) return { outcome: "deploying", found };
  const after = (await ledger.load()) ?? state;
  const report = await checkDrift(cliq, registered, after, apiOrigin);
  return { outcome: countDifferences(report) === 0 ? "healed" : "drifted", report, found };
}

/** Whether somebody has the lease while CloudFormation waits for something; one that a killed run left ends with that. */
function isDeploying({ lease, deadlines }: LedgerState, now: number): boolean {
  return lease !== undefined && Object.values(deadlines).some((deadline) => deadline > now);
}
