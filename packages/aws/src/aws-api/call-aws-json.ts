import type { ConnectionPool } from "@cliq-actions/cliq/http/connection-pool";
import { exchange } from "@cliq-actions/cliq/http/exchange";
import type { HttpAnswer, NoAnswer } from "@cliq-actions/cliq/http/http-call";
import type { AwsEnvironment } from "./read-aws-environment.ts";
import { signRequest } from "./sign-request.ts";

/** One operation of a service that speaks AWS's JSON protocol 1.1. */
export interface AwsJsonCall {
  /** The name in the signature and the host, such as `ssm`. */
  readonly service: string;
  /** `x-amz-target`, such as `AmazonSSM.GetParameter`. */
  readonly target: string;
  readonly input: unknown;
  /** Milliseconds for all attempts together. */
  readonly timeoutMs: number;
}

/** What came of it: the service's output, or its word for why not. */
export type AwsJsonResult =
  | { readonly ok: true; readonly output: unknown }
  | {
      readonly ok: false;
      /** The exception's name, such as `ParameterNotFound`, or Node's code of the network's failure. */
      readonly error: string;
      readonly status: number | undefined;
    };

const mostAttempts = 3;
const longestAttemptMs = 2_000;
const firstPauseMs = 50;
const largestAnswerBytes = 1_048_576;
const throttles = /^(Throttling|ThrottlingException|TooManyRequests.*|RequestLimitExceeded|ProvisionedThroughput.*)$/;

/**
 * Calls an operation that is harmless to repeat, without an SDK: what fails in passing is tried again while time lasts.
 * See https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export async function callAwsJson(
  pool: ConnectionPool,
  environment: AwsEnvironment,
  call: AwsJsonCall,
): Promise<AwsJsonResult> {
  const endsAt = performance.now() + call.timeoutMs;
  for (let attempt = 1; ; attempt += 1) {
    const leftMs = Math.max(1, endsAt - performance.now());
    const result = toResult(await sendSigned(pool, environment, call, Math.min(longestAttemptMs, leftMs)));
    const pauseMs = firstPauseMs * 4 ** (attempt - 1);
    const isLast = attempt >= mostAttempts || performance.now() + pauseMs >= endsAt;
    if (result.ok || isLast || !isPassing(result)) return result;
    await new Promise((resolve) => void setTimeout(resolve, pauseMs));
  }
}

async function sendSigned(
  pool: ConnectionPool,
  { endpoint, region, credentials }: AwsEnvironment,
  { service, target, input }: AwsJsonCall,
  timeoutMs: number,
): Promise<HttpAnswer | NoAnswer> {
  const url = new URL(endpoint);
  const body = JSON.stringify(input);
  const unsigned = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
  const scope = { service, region, credentials, at: Date.now() };
  const headers = signRequest({ method: "POST", url, headers: unsigned, body }, scope);
  return exchange(pool, {
    method: "POST",
    url: url.href,
    headers,
    body,
    timeoutMs,
    maxResponseBytes: largestAnswerBytes,
  });
}

function toResult(answer: HttpAnswer | NoAnswer): AwsJsonResult {
  if (answer.kind === "no-answer") return { ok: false, error: answer.errno, status: undefined };
  const { status } = answer;
  const output = parse(answer.body.toString("utf8"));
  if (status === 200 && output !== undefined) return { ok: true, output };
  const named = answer.headers["x-amzn-errortype"] ?? (output as { __type?: unknown } | null | undefined)?.__type;
  // "com.amazonaws.ssm#ParameterNotFound:http://…": the name stands between.
  const error = typeof named === "string" ? /(?:^|#)([A-Za-z]{1,80})(?:$|:)/.exec(named)?.[1] : undefined;
  return { ok: false, error: error ?? "UnknownError", status };
}

function isPassing(result: { error: string; status: number | undefined }): boolean {
  return result.status === undefined || result.status >= 500 || throttles.test(result.error);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
