import type { HttpResponse, InvocationShape, MessageAction, MessageType, Permission } from "@cliq-actions/core";
import { toResponseBody } from "@cliq-actions/core";
import type { APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { readSettings, type Settings } from "./receive/read-settings.ts";
import { receiveInvocation } from "./receive/receive-invocation.ts";
import { credentialOf, toHttpRequest, type WebhookEvent } from "./receive/to-http-request.ts";
import { answerFailure, json } from "./respond/answer-failure.ts";
import { codeOf, describeError } from "./respond/describe-error.ts";
import { logOutcome } from "./respond/log-outcome.ts";
import { withDeadline } from "./respond/with-deadline.ts";

/** A webhook function behind an HTTP API, payload format 2.0. */
export type WebhookHandler = (event: WebhookEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * The Lambda handler of one action: authenticates, admits, parses, executes, and answers every request exactly once.
 * `ports` are the adapters the action's `execute` asks for in its second parameter.
 */
export function serveMessageAction<P extends Permission, T extends MessageType, M extends boolean, Ports>(
  action: MessageAction<P, T, M, Ports>,
  ports: Ports,
): WebhookHandler {
  const shape = action as InvocationShape;
  let settings: Settings | undefined;
  let coldStart = true;
  return async (event, context) => {
    const started = process.hrtime.bigint();
    const reference = context.awsRequestId.slice(0, 8);
    let failure: unknown;
    const response = await respond(event, context).catch((error: unknown): HttpResponse => {
      failure = error;
      return answerFailure(error, reference);
    });
    logOutcome({
      stage: process.env.STAGE ?? "unknown",
      action: process.env.ACTION_SLUG ?? "unknown",
      outcome: failure === undefined ? "replied" : codeOf(failure),
      status: response.status,
      reference,
      requestId: context.awsRequestId,
      latencyMs: Number(process.hrtime.bigint() - started) / 1e6,
      coldStart,
      ...(failure === undefined ? {} : { error: describeError(failure) }),
    });
    coldStart = false;
    return { statusCode: response.status, headers: { ...response.headers }, body: response.body };
  };

  async function respond(event: WebhookEvent, context: Context): Promise<HttpResponse> {
    const request = toHttpRequest(event);
    const invocation = receiveInvocation(request, credentialOf(event), currentSettings(), shape);
    // The parser gave it exactly the keys this action's permissions and types declare.
    const execute = (): ReturnType<typeof action.execute> => action.execute(invocation as never, ports);
    return json(200, toResponseBody(await withDeadline(execute, context.getRemainingTimeInMillis())));
  }

  /** Read at the first request, not at import: a function that lacks something answers 503 instead of crashing. */
  function currentSettings(): Settings {
    settings ??= readSettings(process.env);
    return settings;
  }
}
