import {
  ActionsError,
  banner,
  excerpt,
  type HttpResponse,
  MalformedInvocation,
  toResponseBody,
  UpstreamFailed,
  UserError,
} from "@cliq-actions/core";
import { passingStatuses } from "../connect/judge-result.ts";
import { NotConfigured } from "../not-configured.ts";
import { Misconfigured, Refusal } from "../refusals.ts";
import { isA, readSafely } from "./read-safely.ts";

/** What a failure comes to: the code in the log, and the answer. */
export interface Judgement {
  readonly outcome: string;
  readonly response: HttpResponse;
}

/** How far the request came, and what the person may quote. */
export interface Progress {
  readonly reference: string;
  /** Whether the request is known to be a person's of this organisation, who may be told something. */
  readonly isAdmitted: boolean;
}

/** Outcomes that sound no alarm: only what they are named for may end so. */
const fine = new Set([
  "replied",
  "user_error",
  "not_allowed",
  "paused",
  "unauthenticated",
  "stale_invocation",
  "payload_too_large",
  "unsupported_media_type",
]);

/** Longest sentence of a failure banner: an author may quote a message in it, and no answer may fail over its length. */
const longestSentenceChars = 1_000;
const longestSystemChars = 100;

/**
 * The one place that turns a failure into HTTP, whatever was thrown. A failure the person should see is 200 with a
 * failure banner, because Cliq can show only what arrives in a reply; a refusal says nothing but its status.
 */
export function judgeFailure(error: unknown, progress: Progress): Judgement {
  try {
    return judge(error, progress);
  } catch {
    // Nothing of it can be read or shown: a proxy, or a sentence that no banner takes.
    return { outcome: "bug", response: bannerOf(somethingWentWrong, progress.reference) };
  }
}

/** A response with a JSON body. */
export function json(status: number, body: string): HttpResponse {
  return { status, headers: { "content-type": "application/json" }, body };
}

function judge(error: unknown, { reference, isAdmitted }: Progress): Judgement {
  // What an action throws is no refusal of its request, but for what its function lacks.
  if (isA(error, isAdmitted ? Misconfigured : Refusal)) {
    return { outcome: error.code, response: refuse(error.status, error.words) };
  }
  if (isA(error, MalformedInvocation)) {
    const sentence = "Cliq sent something that this action does not understand.";
    const response = isAdmitted ? bannerOf(sentence, reference) : refuse(400, error.message);
    return { outcome: "malformed_invocation", response };
  }
  if (isA(error, UserError)) {
    const sentence = readSafely(error, "message");
    if (typeof sentence === "string" && /\S/.test(sentence)) {
      const body = toResponseBody(banner(excerpt(sentence, longestSentenceChars), "failure"));
      // One that says by its code why it refuses is counted so.
      return { outcome: fine.has(error.code) ? error.code : "user_error", response: json(200, body) };
    }
  }
  if (isA(error, UpstreamFailed)) {
    const system = error.system.slice(0, longestSystemChars);
    const sentence = canPass(error)
      ? `The ${system} is not answering. Try again.`
      : `The ${system} is not answering as it should. Tell whoever looks after this action.`;
    const body = toResponseBody(banner(`${sentence} (ref ${reference})`, "failure"));
    return { outcome: "upstream_failed", response: json(200, body) };
  }
  if (isA(error, NotConfigured)) {
    const sentence = "This action is not set up yet. Tell whoever looks after it.";
    return { outcome: "misconfigured", response: bannerOf(sentence, reference) };
  }
  return { outcome: codeOf(error), response: bannerOf(somethingWentWrong, reference) };
}

/** Words by which systems and SDKs say that a failure passes by itself; any other is not known to. */
const passing =
  /^(?:deadline|Error)\b|^(?:\w*aborted|abort|request_?abort|\w*time-?d?-?out|\w*throttl(?:ed|ing)|\w*too ?many ?requests|request_?limit(?: ?exceeded)?|\w*throughput ?exceeded|slow_?down|\w*unavailable|internal(?:[ _]?(?:server|service))?(?:[ _]?(?:error|failure))?|transactioninprogress)(?:error|exception|fault)?$/i;
/** Node's words for a connection that will fail the next time, too. */
const lasting = /CERT|SIGN|SSL|TLS|ENOTFOUND|ERR_INVALID|EPROTO|EAI_FAIL|EGRESS|HOSTNAME_MISMATCH|HPE_|BODY_TOO_LARGE/;

/** Whether the person is right to try again. */
function canPass({ status, errno, transient }: UpstreamFailed): boolean {
  if (transient === false) return false;
  if (errno !== undefined && lasting.test(errno)) return false;
  if (status === undefined) return true;
  const [number] = /^\d{3}\b/.exec(String(status)) ?? [];
  return number === undefined ? passing.test(String(status)) : passingStatuses.has(Number(number));
}

/** The stable code of an error of this repository, or of an action that derives its own; else "bug". */
function codeOf(error: unknown): string {
  const code = isA(error, ActionsError) ? readSafely(error, "code") : undefined;
  return typeof code === "string" && /^[a-z][a-z0-9_]{0,39}$/.test(code) && !fine.has(code) ? code : "bug";
}

const somethingWentWrong = "Something went wrong.";

/** What a sender learns who is not known to be a person's. */
function refuse(status: number, message: string): HttpResponse {
  return json(status, JSON.stringify({ message }));
}

/** A failure banner around a sentence of ours and what to quote: nothing in it needs a builder, so nothing can fail. */
function bannerOf(sentence: string, reference: string): HttpResponse {
  const text = `${sentence} (ref ${reference})`;
  return json(200, JSON.stringify({ output: { type: "banner", status: "failure", text } }));
}
