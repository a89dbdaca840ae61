import { connectFunctions } from "@cliq-actions/cliq/rest/connect-functions";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import { listLive } from "@cliq-actions/registrar/drift/check-drift";
import { countWithoutUrl } from "@cliq-actions/registrar/drift/ledger-lost";
import { readSigningKey } from "@cliq-actions/registrar/parameters/signing-key";
import { readUrlSecrets, toDesiredSet } from "@cliq-actions/registrar/registrar/desired-set";
import type { LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import { parseProperties } from "@cliq-actions/registrar/registrar/parse-properties";
import type { Live } from "@cliq-actions/registrar/registrar/section";
import { settleEntries } from "@cliq-actions/registrar/registrar/settle-entries";
import { chooseOperatedStage } from "../stage/choose-operated-stage.ts";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { connectStage, type StageConnection } from "../stage/connect-stage.ts";
import { endWithFailure, explainError } from "../stage/end-with-failure.ts";
import { findLostLedger } from "../stage/find-lost-ledger.ts";
import { readLedger } from "../stage/read-ledger.ts";
import { connectAws } from "../stage/stage-aws.ts";
import { parseOrigin, refuseOthersOrigin } from "./check-origin.ts";
import type { CleanOptions } from "./clean-command.ts";
import { confirmRemoval } from "./confirm-removal.ts";
import { findByLedger, findByOrigin, findUnseen } from "./find-leftovers.ts";
import { findLedgerTables, findLost, type LedgerRow, readLedgerRows, readOtherRows } from "./lost-ledgers.ts";
import { type CleanOutcome, printOutcome, printLeftovers } from "./print-leftovers.ts";
import { removeLeftovers } from "./remove-leftovers.ts";

const needed =
  "cloudformation:DescribeStacks and ListStackResources, dynamodb:ListTables, Scan, GetItem, PutItem and DeleteItem on the " +
  "ledger's table, and ssm:GetParameter on the stage's parameters";

/** Runs the command with this process's terminal, environment, network and AWS credentials; sets the exit code. */
export async function runClean(options: CleanOptions): Promise<void> {
  const { stage, json = false } = options;
  const flags = [
    ["--origin", options.origin],
    ["--table", options.table],
  ].flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]));
  const about = { stage, verb: ["clean", ...flags].join(" "), needed };
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    const outcome = await clean(options, say, (error) => explainError(error, about));
    process.stdout.write(
      `${json ? JSON.stringify({ ok: outcome.remaining.length === 0, ...outcome }) : printOutcome(outcome)}\n`,
    );
    const isDone = (outcome.confirmed || outcome.leftovers.length === 0) && outcome.unseen.length === 0;
    process.exitCode = outcome.remaining.length > 0 ? 1 : isDone ? 0 : 2;
  } catch (error) {
    endWithFailure(error, { ...about, json });
  }
}

/** The ledger of the stage itself as its next deployment settles it: what that takes back is not left behind. */
async function settle(
  { stage: { name }, parameters }: StageConnection,
  state: LedgerState | undefined,
  live: Live,
): Promise<LedgerState> {
  if (state?.registered === undefined) return { actions: {}, deadlines: {} };
  const properties = parseProperties(state.registered.properties);
  const keys = { stage: name, readSigningKey: async () => readSigningKey(parameters) };
  const { actions, functions } = toDesiredSet(properties, await readUrlSecrets(properties, keys));
  return {
    ...state,
    actions: settleEntries("actions", state, actions, live.actions),
    functions: settleEntries("functions", state, functions, live.functions),
  };
}

async function clean(
  { stage: name, region, table, origin: given, yes = false }: CleanOptions,
  say: (line: string) => void,
  explain: (error: unknown) => string,
): Promise<CleanOutcome> {
  const stage = chooseOperatedStage(name);
  const origin = given === undefined ? undefined : parseOrigin(given);
  const { dynamo, cloudFormation } = connectAws(region ?? stage.region);
  if (origin !== undefined) await refuseOthersOrigin(cloudFormation, origin, stage);
  const tables = table === undefined ? await findLedgerTables(dynamo, stage) : [table];
  const readRows = async (): Promise<readonly LedgerRow[]> =>
    (await Promise.all(tables.map(async (one) => readLedgerRows(dynamo, one)))).flat();
  const former = await findLost(cloudFormation, await readRows());

  const connection = await connectStage(stage, { region, table: tables[0], say });
  const { cliq } = connection;
  const own = await readLedger(connection);
  const lostLedger = await findLostLedger(connection, own);
  // By the origin alone, everything that the deployed stage has would look left behind.
  if (lostLedger !== undefined) throw new CannotOperate(`${lostLedger.sentence}. Nothing was removed.`);
  const hasFunctions = former.some(({ state }) => Object.keys(state.functions ?? {}).length > 0);
  const clients = { client: connectMessageActions(cliq), functions: connectFunctions(cliq) };
  const live = await listLive(clients, hasFunctions || (origin !== undefined && "maybe"));
  // Read after the list: what a deployment has made by then is in its ledger.
  const rows = await readRows();
  const lost = await findLost(cloudFormation, rows);
  // Another stage may have adopted what this one left.
  const others = await readOtherRows(dynamo, stage, tables);
  const dead = [...lost, ...(await findLost(cloudFormation, others))];
  const living = [...rows, ...others].filter((row) => !dead.includes(row)).map(({ state }) => state);
  const byOrigin =
    origin === undefined
      ? []
      : findByOrigin(
          origin,
          [...[...rows, ...others].map(({ state }) => state), await settle(connection, own, live)],
          live,
        );
  const leftovers = [...findByLedger(lost, living, live), ...byOrigin];
  const unseen = findUnseen(lost, live);
  const about = {
    stage: name,
    origin,
    leftovers,
    unseen,
    withoutUrl: origin === undefined ? 0 : countWithoutUrl(live),
  };
  if (leftovers.length === 0) return { ...about, confirmed: false, remaining: [] };
  for (const line of printLeftovers(leftovers)) say(line);
  const confirmed = yes || (await confirmRemoval(name, leftovers.length));
  return {
    ...about,
    confirmed,
    remaining: confirmed ? await removeLeftovers(leftovers, { cliq, dynamo, explain }) : [],
  };
}
