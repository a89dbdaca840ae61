import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { DeployedStack } from "../stage/deployed-stack.ts";
import { readFunctions } from "../stage/read-functions.ts";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { type ExplainedLine, explainLine } from "./explain-line.ts";
import { findLine, findLines } from "./find-line.ts";

/** What is known of one click: what its own line says, or where it died before that the first of its work. */
export interface Explanation extends ExplainedLine {
  readonly reference: string;
  readonly action: string;
  /** What came of its background work, one for each time it was received. */
  readonly work: readonly ExplainedLine[];
}

/** What it works with. */
export interface ExplainPorts {
  readonly logs: CloudWatchLogsClient;
  readonly lambda: LambdaClient;
  readonly stack: DeployedStack;
  /** Of the repository, whose files the frames name. */
  readonly root: string;
}

/** Finds the lines, then the code that wrote them. Throws {@link CannotOperate} when there is no line. */
export async function explainReference(
  reference: string,
  days: number,
  { logs, lambda, stack, root }: ExplainPorts,
): Promise<Explanation> {
  const logGroups = stack.resources.filter(({ type }) => type === "AWS::Logs::LogGroup");
  const since = new Date(Date.now() - days * 86_400_000);
  const found = await findLine(
    logs,
    logGroups.map(({ physicalId }) => physicalId),
    reference,
    since,
  );
  if (found === undefined)
    throw new CannotOperate(
      `No line with the reference ${reference} in the last ${days} days of this stage's ${logGroups.length} log groups. ` +
        "Check the eight characters and the stage; a line that was written just now takes some seconds to appear.",
    );
  const { Action: action } = found.line;
  const functions = await readFunctions(lambda, stack);
  const own = functions.filter(({ slug }) => slug === action);
  const worksLater = own.some(({ isWorker }) => isWorker);
  const groups = new Set([found.logGroup, ...own.map(({ logGroup }) => logGroup)]);
  const lines = worksLater ? await findLines(logs, [...groups], reference, since) : [found];
  const first = lines.find(({ line }) => line.kind === "click") ?? lines[0] ?? found;
  const ports = { lambda, functions, root };
  const work = [];
  for (const line of lines) if (line !== first) work.push(await explainLine(line, ports));
  return { reference, action, ...(await explainLine(first, ports)), work };
}
