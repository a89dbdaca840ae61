import type { Operation } from "@cliq-actions/cliq/rest/operations";
import { limitOf } from "@cliq-actions/registrar/budget/operation-use";
import { readSigningKey } from "@cliq-actions/registrar/parameters/signing-key";
import type { PlannedItem } from "@cliq-actions/registrar/plan/describe-changes";
import { type DesiredSet, toDesiredSet, type UrlSecrets } from "@cliq-actions/registrar/registrar/desired-set";
import type { LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import { parseProperties } from "@cliq-actions/registrar/registrar/parse-properties";
import type { StageConnection } from "../stage/connect-stage.ts";
import { stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { findLostLedger } from "../stage/find-lost-ledger.ts";
import { readLedger } from "../stage/read-ledger.ts";
import { planSection } from "./plan-section.ts";
import type { WantedRegistrations } from "./read-template.ts";
import type { PlannedCalls, StagePlan } from "./stage-plan.ts";

/** Stands for an origin that only the deployment will tell. */
const unknownOrigin = "https://known-after-deployment.invalid";

/** Compares what the template wants with the ledger and Cliq, by the registrar's own code. Reads only. */
export async function planStage(connection: StageConnection, wanted: WantedRegistrations): Promise<StagePlan> {
  const { stage, stack, budget } = connection;
  const recorded = await readLedger(connection, wanted.logicalId);
  const lost = await findLostLedger(connection, recorded);
  const known = recorded ?? { actions: {}, deadlines: {} };
  const state = lost?.fault === "lost" ? { ...known, lost: true } : known;
  const secrets = await readSecrets(connection);
  const properties = { ...wanted.properties, ApiOrigin: wanted.properties.ApiOrigin ?? originOf(connection, wanted) };
  const desired = toDesiredSet(parseProperties(properties), secrets.url);
  const before = registeredBefore(state, secrets.url);
  const isUrlKnown = secrets.areKnown && properties.ApiOrigin !== unknownOrigin;

  const functions = await planSection(connection.cliq, "functions", { desired, state, before });
  const actions = await planSection(connection.cliq, "actions", { desired, state, before });
  const steps = [...functions.steps, ...actions.steps];
  const reads: Operation[] = [functions, actions].flatMap(({ list }) => list);
  const calls = [...reads, ...steps.flat(), ...(steps.length === 0 ? [] : reads)];
  const times = await budget.forecast(calls);
  return {
    stage: stage.name,
    stack: stackNameOf(stage),
    deployed: stack !== undefined,
    items: [...actions.items, ...functions.items]
      .map((item) => (isUrlKnown ? item : withoutUrl(item)))
      .map((item) => (wanted.notAdopted.includes(item.slug) ? tellNotAdopted(item) : item)),
    problems: [...functions.problems, ...actions.problems],
    ...(lost === undefined ? {} : { lost: lost.sentence }),
    cost: { calls: countCalls(calls, stage.budgetShare), ms: times.at(-1) ?? 0, share: stage.budgetShare },
  };
}

/** The set that the last deployment registered, as far as the ledger has it. */
function registeredBefore({ registered }: LedgerState, secrets: UrlSecrets): DesiredSet {
  return registered === undefined
    ? { actions: [], functions: [] }
    : toDesiredSet(parseProperties(registered.properties), secrets);
}

/** Before the first deployment there is no signing key; what is derived from a made-up one is not shown. */
async function readSecrets({ stage, parameters }: StageConnection): Promise<{ url: UrlSecrets; areKnown: boolean }> {
  const areKnown = (await parameters.read("signing-key")) !== undefined;
  return {
    url: { stage: stage.name, signingKey: areKnown ? await readSigningKey(parameters) : new Uint8Array(32) },
    areKnown,
  };
}

/** Of the deployed API, unless the template is about to make another one. */
function originOf({ stack, names }: StageConnection, { api }: WantedRegistrations): string {
  const isThere = stack?.resources.some(({ logicalId }) => logicalId === api) ?? false;
  return (isThere ? names?.apiOrigin : undefined) ?? unknownOrigin;
}

function tellNotAdopted(item: PlannedItem): PlannedItem {
  const note =
    "It is not adopted here: this stage gives its actions another name or scope than declared, and registers one of its own.";
  return { ...item, note: item.note === undefined ? note : `${item.note} ${note}` };
}

function withoutUrl(item: PlannedItem): PlannedItem {
  const fields = item.fields?.map((one) =>
    one.field === "execution_url" ? { ...one, to: "known after the deployment" } : one,
  );
  return { ...item, ...(fields === undefined ? {} : { fields }) };
}

function countCalls(calls: readonly Operation[], share: number): readonly PlannedCalls[] {
  return [...new Set(calls)].map((operation) => ({
    operation,
    calls: calls.filter((one) => one === operation).length,
    perMinute: limitOf(operation, share),
  }));
}
