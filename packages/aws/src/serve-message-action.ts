import {
  expectMessageAction,
  type HttpResponse,
  type InvocationShape,
  type MessageAction,
  type MessageType,
  parseInvocation,
  type Permission,
  type Reply,
  toResponseBody,
} from "@cliq-actions/core";
import type { APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Ability, AdmittedEvent, Click } from "./ability.ts";
import { holdPorts } from "./hold-ports.ts";
import { endInitialisation } from "./initialisation.ts";
import { Paused } from "./paused.ts";
import { checkRoute } from "./receive/check-route.ts";
import { readSettings, type Settings } from "./receive/read-settings.ts";
import { receiveEnvelope } from "./receive/receive-envelope.ts";
import { credentialOf, toHttpRequest, type WebhookEvent } from "./receive/to-http-request.ts";
import { describeError, mostFrames } from "./respond/describe-error.ts";
import { json, judgeFailure } from "./respond/judge-failure.ts";
import { outcomeLog } from "./respond/log-outcome.ts";
import { tellAuthor } from "./respond/tell-author.ts";
import { limitOf, withDeadline } from "./respond/with-deadline.ts";
import { watchStrayErrors } from "./stray-errors.ts";
import { clockMs } from "./work-in-progress.ts";

const { hash } = process.getBuiltinModule("node:crypto");

/** A webhook function behind an HTTP API, payload format 2.0. */
export type WebhookHandler = (event: WebhookEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * The Lambda handler of one action: authenticates, admits, parses, executes, and answers every request exactly once,
 * whatever the action throws or returns. `ports` are the adapters the action's `execute` asks for in its second
 * parameter, or a function that makes them: use that where making them needs the environment or can fail, so that the
 * failure is answered at the request instead of ending the function before it serves. `abilities` are what the action
 * can do beside answering at once, such as `functions()` for its forms and buttons.
 */
export function serveMessageAction<P extends Permission, T extends MessageType, M extends boolean, Ports>(
  action: MessageAction<P, T, M, Ports>,
  ports: NoInfer<Ports> | (() => NoInfer<Ports>),
  ...abilities: readonly Ability[]
): WebhookHandler {
  const shape = action as InvocationShape;
  const currentPorts = holdPorts<Ports>(ports);
  let settings: Settings | undefined;
  let coldStarts: 0 | 1 = 1;
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, mostFrames);
  const logOutcome = outcomeLog(process.env);
  watchStrayErrors((error) => {
    tellAuthor({ error, outcome: "bug" });
    logOutcome({ Outcome: "bug", Latency: 0, ColdStarts: 0, error: describeError(error) });
  });

  return async (event, context) => {
    const startedMs = clockMs();
    endInitialisation();
    const requestId = context.awsRequestId;
    const click: Click = { reference: requestId.slice(0, 8), isAdmitted: false, oddFields: [] };
    const { outcome, response, error } = await respond(event, context, click).then(
      (response) => ({ outcome: "replied", response, error: undefined }),
      (error: unknown) => {
        const { outcome, response } = judgeFailure(error, click);
        if (click.isAdmitted) tellAuthor({ error, outcome, requestId });
        return { outcome, response: click.showFailure?.(response) ?? response, error: describeError(error) };
      },
    );
    logOutcome(
      {
        Outcome: outcome,
        Latency: clockMs() - startedMs,
        ColdStarts: coldStarts,
        status: response.status,
        reference: click.reference,
        requestId,
        error,
      },
      click.oddFields,
    );
    coldStarts = 0;
    return { statusCode: response.status, headers: response.headers, body: response.body };
  };

  async function respond(event: WebhookEvent, context: Context, click: Click): Promise<HttpResponse> {
    const settings = currentSettings();
    checkRoute(event, settings.slug);
    const request = toHttpRequest(event);
    const now = Date.now();
    const envelope = receiveEnvelope(request, credentialOf(event), settings, now);
    click.isAdmitted = true;
    let signal: (() => AbortSignal) | undefined;
    const admitted: AdmittedEvent = {
      envelope,
      settings,
      action,
      ports: currentPorts,
      click,
      body: request.body,
      limitMs: limitOf(now - envelope.at, context.getRemainingTimeInMillis()),
      parse: () => {
        // Here, and not before the abilities: what a form's handlers can show is theirs to say.
        if (settings.paused) throw new Paused(settings.paused);
        expectMessageAction(envelope);
        return parseInvocation(envelope, shape, {
          slug: settings.slug,
          key: sha256(request.body),
          hash: sha256,
          onOddField: (path) => click.oddFields.push(path),
          signal: () => signal?.(),
        });
      },
    };
    const answer = (index: number, limitMs = admitted.limitMs): Promise<Reply> => {
      const ability = abilities[index];
      if (ability !== undefined) return ability(admitted, (ownMs) => answer(index + 1, ownMs));
      const invocation = admitted.parse();
      return withDeadline((of) => {
        signal = of;
        // The parser gave it exactly the keys this action's permissions and types declare.
        return action.execute(invocation as never, currentPorts());
      }, limitMs);
    };
    return json(200, toResponseBody(await answer(0)));
  }

  /** Read at the first request, not at import: a function that lacks something answers 503 instead of crashing. */
  function currentSettings(): Settings {
    settings ??= readSettings(process.env);
    return settings;
  }
}

function sha256(data: string | Uint8Array): string {
  return hash("sha256", data);
}
