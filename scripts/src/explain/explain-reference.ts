import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { DeployedStack } from "../stage/deployed-stack.ts";
import { readFunctions } from "../stage/read-functions.ts";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { type DeployedCode, fetchCode } from "./deployed-code.ts";
import { findLine } from "./find-line.ts";
import type { LoggedError } from "./logged-line.ts";
import { toSourceFrame } from "./to-source-frame.ts";

/** What is known of one click; holds no text of people. */
export interface Explanation {
  readonly reference: string;
  /** When the line was written, as ISO 8601. */
  readonly at: string;
  readonly action: string;
  readonly outcome: string;
  readonly status?: number;
  readonly latencyMs?: number;
  readonly coldStart?: boolean;
  readonly requestId?: string;
  readonly functionVersion?: string;
  readonly logGroup: string;
  /** Paths of an event's fields that were of another type than Cliq documents. */
  readonly oddFields: readonly string[];
  /** The error, then its causes. */
  readonly errors: readonly ExplainedError[];
  /** Why frames are not those of the TypeScript; absent where they are. */
  readonly caution?: string;
}

/** One error of the chain. */
export interface ExplainedError {
  readonly name: string;
  readonly code?: string;
  readonly detail?: string;
  readonly frames: readonly string[];
}

/** What it works with. */
export interface ExplainPorts {
  readonly logs: CloudWatchLogsClient;
  readonly lambda: LambdaClient;
  readonly stack: DeployedStack;
  /** Of the repository, whose files the frames name. */
  readonly root: string;
}

/** Finds the line, then the code that wrote it. Throws {@link CannotOperate} when there is no line. */
export async function explainReference(reference: string, days: number, ports: ExplainPorts): Promise<Explanation> {
  const { logs, lambda, stack, root } = ports;
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
  const { line, logGroup, at } = found;
  const chain = toChain(line.error);
  const hasFrames = chain.some(({ stack: frames = [] }) => frames.length > 0);
  const { code, caution } = hasFrames
    ? await findCode(lambda, stack, line.Action, line.functionVersion)
    : { code: undefined, caution: undefined };
  return {
    reference,
    at: at.toISOString(),
    action: line.Action,
    outcome: line.Outcome,
    ...optional({ status: line.status, latencyMs: line.Latency, requestId: line.requestId }),
    ...(line.ColdStarts === undefined ? {} : { coldStart: line.ColdStarts > 0 }),
    ...optional({ functionVersion: line.functionVersion }),
    logGroup,
    oddFields: line.oddFields ?? [],
    errors: chain.map(({ name = "Error", code: errorCode, errno, detail, stack: frames = [] }) => ({
      name,
      ...optional({ code: errorCode ?? errno, detail }),
      frames: frames.map((frame) => toSourceFrame(frame, code?.sourceMap, root)),
    })),
    ...optional({ caution }),
  };
}

async function findCode(
  lambda: LambdaClient,
  stack: DeployedStack,
  action: string,
  version: string | undefined,
): Promise<{ readonly code: DeployedCode | undefined; readonly caution: string | undefined }> {
  const deployed = (await readFunctions(lambda, stack)).find(({ slug, isWorker }) => slug === action && !isWorker);
  if (deployed === undefined)
    return {
      code: undefined,
      caution: `The stage has no function of ${action} any more: these are the frames as they were logged.`,
    };
  const code = await fetchCode(lambda, deployed.name, version ?? "$LATEST");
  if (code === undefined)
    return {
      code,
      caution: `Version ${version} of the function, which wrote the line, is gone since a later deployment: these are the frames as they were logged.`,
    };
  if (code.sourceMap === undefined)
    return { code, caution: "No source map was deployed beside the code: these are the frames as they were logged." };
  return {
    code,
    caution:
      version === undefined
        ? "The line does not tell the version that wrote it: the frames are right only if nothing was deployed since."
        : undefined,
  };
}

function toChain(error: LoggedError | undefined): LoggedError[] {
  const chain: LoggedError[] = [];
  for (let one = error; one !== undefined; one = one.cause) chain.push(one);
  return chain;
}

/** The fields that have a value. */
function optional<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
