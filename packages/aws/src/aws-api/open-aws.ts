import { type ConnectionPool, connectionPool } from "@cliq-actions/cliq/http/connection-pool";
import { exchange } from "@cliq-actions/cliq/http/exchange";
import type { HttpAnswer } from "@cliq-actions/cliq/http/http-call";
import { isLoopback } from "../connect/origin-of.ts";
import { beforeFirstClick, longestInitialisationMs } from "../initialisation.ts";
import { clockMs, followWork, limitsOf } from "../work-in-progress.ts";
import { judgeAnswer, type ReadFailure } from "./judge-answer.ts";
import { type AwsEnvironment, readAwsEnvironment } from "./read-aws-environment.ts";
import { requestSigner } from "./sign-request.ts";

/** Where a client finds its service, and how long it tries; what is not said is as a deployed function has it. */
export interface AwsSettings {
  /** Instead of the function's own environment. */
  readonly variables?: NodeJS.ProcessEnv;
  /** Longest until a connection stands, in milliseconds: 1,000. */
  readonly connectTimeoutMs?: number;
  /** Longest that one attempt takes: 2,000. */
  readonly attemptTimeoutMs?: number;
  /** Longest that a call takes with all its attempts: 8,000, and less where the click has less left. */
  readonly timeoutMs?: number;
  /** Connections to share. */
  readonly pool?: ConnectionPool;
}

/** What ends a call early. */
export interface CallLimits {
  readonly signal?: AbortSignal | undefined;
  /** Longest that the call takes with all its attempts, in milliseconds. */
  readonly timeoutMs?: number;
}

/** One request, complete but for its place, its signature and the network. */
interface AwsRequest {
  readonly method: string;
  /** As it is sent, with the slash at its beginning. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Sends a request, again where that may help and time is left; rejects with `AwsFailure`. */
type SendToAws = (request: AwsRequest, readFailure: ReadFailure, limits?: CallLimits) => Promise<HttpAnswer>;

const mostAttempts = 3;
/** An answer of DynamoDB has at most 16 MB of items, and their names besides. */
const largestAnswerBytes = 32 * 1_048_576;
/** The SDK's: AWS itself takes a signature that is five minutes old. */
const largestSkewMs = 240_000;
const mostMoreThanPlannedMs = 5_000;

/**
 * Opens a service that is called `host` in names and signatures and `id` in `AWS_ENDPOINT_URL_…`. Throws `NotConfigured`
 * when the environment lacks something. On Lambda a connection is opened meanwhile, and tried.
 */
export function openAws(
  { host, id }: { readonly host: string; readonly id: string },
  settings: AwsSettings,
  toAddress = ({ endpoint }: AwsEnvironment): string => endpoint,
): SendToAws {
  const { variables = process.env, pool = connectionPool() } = settings;
  const environment = readAwsEnvironment(host, id, variables);
  const address = toAddress(environment);
  const sign = requestSigner(host, environment);
  const currentWork = followWork();
  let clockOffsetMs = 0;

  /** Takes the service's word for the time, if it is another one. */
  const correctClock = (date: string | undefined): void => {
    const serverMs = Date.parse(date ?? "");
    if (Math.abs(Date.now() + clockOffsetMs - serverMs) >= largestSkewMs) clockOffsetMs = serverMs - Date.now();
  };

  const { origin } = new URL(address);
  /** Once all that a first call would be slow at, with nothing of a click. */
  const rehearse = async (): Promise<void> => {
    const url = new URL(`${origin}/`);
    const signed = sign({ method: "GET", url, headers: {}, body: "" }, Date.now());
    // A bucket would log a question that nobody signed as a refused one.
    const isOpen = host !== "s3" && (await ask(url));
    if (!isOpen) await pool.warm(origin);
    await signed;
  };
  /** Whether the service has answered and left the connection open. */
  const ask = async ({ href }: URL): Promise<boolean> => {
    const call = {
      method: "GET",
      url: href,
      headers: {},
      timeoutMs: longestInitialisationMs,
      maxResponseBytes: 10_000,
    };
    const result = await exchange(pool, call);
    return result.kind === "no-answer" || !/close/i.test(result.headers.connection ?? "");
  };
  if (variables.AWS_LAMBDA_RUNTIME_API !== undefined && !isLoopback(origin)) beforeFirstClick(rehearse);

  return async ({ method, path, headers, body }, readFailure, limits = {}) => {
    const url = new URL(`${address}${path}`);
    const longestMs = limits.timeoutMs ?? settings.timeoutMs ?? 8_000;
    const { endsAtMs, signal } = limitsOf(currentWork(), longestMs, limits.signal);
    for (let attempt = 1; ; attempt += 1) {
      const offsetMs = clockOffsetMs;
      const result = await exchange(pool, {
        method,
        url: url.href,
        headers: await sign({ method, url, headers, body }, Date.now() + offsetMs),
        body,
        connectTimeoutMs: settings.connectTimeoutMs ?? 1_000,
        timeoutMs: Math.min(settings.attemptTimeoutMs ?? 2_000, endsAtMs - clockMs()),
        maxResponseBytes: largestAnswerBytes,
        signal,
      });
      if (result.kind === "answer") correctClock(result.headers.date);
      const judgement = judgeAnswer(result, readFailure);
      if ("answer" in judgement) return judgement.answer;
      const { failure, mayPass, pauseMs } = judgement;
      const jitterMs = Math.random() * pauseMs.base * 2 ** (attempt - 1);
      const plannedMs = Math.max(jitterMs, Math.min(pauseMs.asked, jitterMs + mostMoreThanPlannedMs));
      const isLast = attempt >= mostAttempts || clockMs() + plannedMs >= endsAtMs;
      // By this answer, or by that of a call beside this one.
      const wasSkewed = offsetMs !== clockOffsetMs;
      if (isLast || !(mayPass || wasSkewed)) throw failure;
      await new Promise((resolve) => void setTimeout(resolve, plannedMs));
    }
  };
}
