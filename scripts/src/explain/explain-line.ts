import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { DeployedFunction } from "../stage/read-functions.ts";
import { type DeployedCode, fetchCode } from "./deployed-code.ts";
import type { FoundLine } from "./find-line.ts";
import type { LoggedError } from "./logged-line.ts";
import { toSourceFrame } from "./to-source-frame.ts";

/** What one log line says of a click, or of one receive of its background work; holds no text of people. */
export interface ExplainedLine {
  /** When the line was written, as ISO 8601. */
  readonly at: string;
  readonly outcome: string;
  readonly status?: number;
  readonly latencyMs?: number;
  readonly coldStart?: boolean;
  /** How often the work had been received, with this time. */
  readonly receives?: number;
  /** What Cliq answered where it took no reply. */
  readonly why?: string;
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
export interface LinePorts {
  readonly lambda: LambdaClient;
  /** Those of the stage. */
  readonly functions: readonly DeployedFunction[];
  /** Of the repository, whose files the frames name. */
  readonly root: string;
}

/** Says what a line says, with frames of the code that wrote it. */
export async function explainLine({ line, logGroup, at }: FoundLine, ports: LinePorts): Promise<ExplainedLine> {
  const chain = toChain(line.error);
  const hasFrames = chain.some(({ stack: frames = [] }) => frames.length > 0);
  const { code, caution } = hasFrames ? await findCode(ports, line) : { code: undefined, caution: undefined };
  return {
    at: at.toISOString(),
    outcome: line.outcome,
    ...(line.kind === "click"
      ? optional({ status: line.status, coldStart: line.ColdStarts === undefined ? undefined : line.ColdStarts > 0 })
      : optional({ receives: line.receives, why: line.why })),
    ...optional({ latencyMs: line.Latency, requestId: line.requestId, functionVersion: line.functionVersion }),
    logGroup,
    oddFields: line.kind === "click" ? (line.oddFields ?? []) : [],
    errors: chain.map(({ name = "Error", code: errorCode, errno, detail, stack: frames = [] }) => ({
      name,
      ...optional({ code: errorCode ?? errno, detail }),
      frames: frames.map((frame) => toSourceFrame(frame, code?.sourceMap, ports.root)),
    })),
    ...optional({ caution }),
  };
}

async function findCode(
  { lambda, functions }: LinePorts,
  { Action: action, kind, functionVersion: version }: FoundLine["line"],
): Promise<{ readonly code: DeployedCode | undefined; readonly caution: string | undefined }> {
  const deployed = functions.find(({ slug, isWorker }) => slug === action && isWorker === (kind === "job"));
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
