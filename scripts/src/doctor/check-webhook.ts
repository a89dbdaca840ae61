import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";

/** One action's webhook, and what opens it. */
export interface Webhook {
  /** Origin of the API, without a slash at the end. */
  readonly origin: string;
  readonly slug: string;
  /** Whose it is, for commands. */
  readonly stage: string;
  readonly stackName: string;
  /** Of the version that Cliq's URL holds. A secret. */
  readonly credential: string;
}

/** What a webhook answers, or why it gave no answer. */
type Answer = number | string;

const timeoutMs = 15_000;
/** Well outside the five minutes in which an event is fresh. */
const tooOldMs = 3_600_000;

/** Whether the API is reached, over TLS with a certificate this machine trusts, and routes nothing but actions. */
export async function checkEndpoint(send: SendRequest, origin: string, stackName: string): Promise<Diagnosis<string>> {
  const { protocol, host, hostname } = new URL(origin);
  const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  if (protocol !== "https:" && !isHere) return broken(`${origin} is not https`, lookAtDrift(stackName));
  const outcome = await send({ method: "GET", url: `${origin}/`, headers: {}, timeoutMs });
  if (outcome.kind === "no-answer")
    return broken(
      `${host}: ${outcome.message}`,
      "Check the network, a proxy that breaks TLS, and that the API exists.",
    );
  if (outcome.status !== 404)
    return doubtful(`${host} answers ${outcome.status} to what is no action, not 404`, lookAtDrift(stackName), origin);
  return fine(`${host} answers${isHere ? " on this machine" : " over TLS"}, and 404 to what is no action`, origin);
}

/** Whether the webhook refuses a credential that is not its own, before it looks at anything else. */
export async function checkStranger(send: SendRequest, webhook: Webhook): Promise<Diagnosis<undefined>> {
  // As long as a real one, so that only its content is wrong.
  const answer = await ask(send, { ...webhook, credential: "A".repeat(43) }, notJson);
  if (answer === 401) return fine("a wrong credential is answered 401");
  return broken(`a wrong credential is answered ${answer}, not 401`, remedyFor(answer, webhook));
}

/**
 * Shows without executing anything that route, credential and organisation fit together. Two authentic requests, which
 * the pipeline of packages/aws refuses at two different places: text that is no JSON (415) is refused right after
 * authentication, so the route leads to the action and the credential opens it; an event of the stage's organisation
 * that is an hour old (401) is refused right after the organisation (another one is 403), so the pin is the stage's own.
 * Neither is an outcome that rings an alarm, as a malformed event does.
 */
export async function dryRun(
  send: SendRequest,
  webhook: Webhook,
  { organizationId, verifySignature }: { readonly organizationId: string; readonly verifySignature: boolean },
): Promise<Diagnosis<undefined>> {
  const opened = await ask(send, webhook, notJson);
  if (opened === 401 && verifySignature) {
    return doubtful(
      "answers 401 without Cliq's signature, as it must",
      "Only a click in Cliq can show the rest: verifySignature is on.",
    );
  }
  if (opened !== 415) return broken(`its own credential is answered ${opened}`, remedyFor(opened, webhook));
  const admitted = await ask(send, webhook, oldEventOf(organizationId));
  if (admitted === 401) return fine("route, credential and organisation fit; nothing was executed");
  if (admitted === 403)
    return broken(
      `it serves another organisation than ${organizationId}`,
      `infra/stages.ts and the stack disagree: pnpm cdk deploy -c stage=${webhook.stage}`,
    );
  return broken(`an event that is an hour old is answered ${admitted}, not 401`, remedyFor(admitted, webhook));
}

interface Body {
  readonly type: string;
  readonly content: string;
}

const notJson: Body = { type: "text/plain", content: "pnpm cliq doctor" };

/** As much of an event as is read before its age is: whatever the webhook makes of it, it holds no message to act on. */
function oldEventOf(id: string): Body {
  const event = {
    type: "messageaction",
    timestamp: Date.now() - tooOldMs,
    params: { access: { organization: { type: "company", id } } },
  };
  return { type: "application/json", content: JSON.stringify(event) };
}

async function ask(send: SendRequest, { origin, slug, credential }: Webhook, { type, content }: Body): Promise<Answer> {
  const url = `${origin}/actions/${slug}/${credential}`;
  const outcome = await send({ method: "POST", url, headers: { "content-type": type }, body: content, timeoutMs });
  return outcome.kind === "answer" ? outcome.status : outcome.message;
}

function remedyFor(answer: Answer, { stage, stackName }: Webhook): string {
  if (answer === 404) return `The API does not route the action. ${lookAtDrift(stackName)}`;
  if (answer === 401)
    return `The function does not know the credential that the stored signing key gives. Restore the key, or make new URLs of it: pnpm cliq rotate --stage ${stage}`;
  if (answer === 429) return `The API is throttling; in a minute: pnpm cliq doctor --stage ${stage}`;
  if (typeof answer === "string") return `Check the network, then: pnpm cliq doctor --stage ${stage}`;
  return "See the function's log; docs/alarms.md has the outcomes.";
}

/** A deployment changes only what the template changes: what somebody changed in AWS by hand it leaves. */
function lookAtDrift(stackName: string): string {
  return `To see what was changed by hand: aws cloudformation detect-stack-drift --stack-name ${stackName}`;
}
