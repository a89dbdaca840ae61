import type { HttpAnswer, NoAnswer } from "@cliq-actions/cliq/http/http-call";
import { retryAfterMs } from "@cliq-actions/cliq/http/retry-after";
import type { LateReply } from "@cliq-actions/core";
import { responseUrlFreshMs, toLateAddress } from "./late-address.ts";
import { type ChatMeans, postToChat } from "./post-to-chat.ts";

/** What became of a late answer. */
export type Delivered =
  | { readonly kind: "delivered"; readonly by: "response_url" | "chat" }
  /** It may fare better in a while; Cliq asked for that long, or for nothing. */
  | { readonly kind: "later"; readonly askedMs: number; readonly why: string }
  /** No way is left. */
  | { readonly kind: "impossible"; readonly why: string };

/** An answer that comes after its click. */
export interface LateAnswer extends LateReply {
  /** When the person chose the action, in milliseconds since the epoch. */
  readonly at: number;
  /** The body that Cliq would have had in answer to the click. */
  readonly response: string;
  /** Whether no other attempt follows: then the chat is tried, too, where `response_url` might do in a while. */
  readonly isLast: boolean;
}

const longestMs = 5_000;
const largestAnswerBytes = 65_536;
/** Cliq locks a method for ten minutes, and not every answer says so. */
const throttledMs = 60_000;

/**
 * Brings a late answer to the person: to the event's `response_url` while it is fresh, else to the chat. Without an
 * answer it cannot be known whether Cliq has taken it, so it is sent again, and may be read twice.
 */
export async function deliverReply(late: LateAnswer, now: number, means: ChatMeans): Promise<Delivered> {
  const address = now - late.at < responseUrlFreshMs ? toLateAddress(late.responseUrl, means.origin) : undefined;
  const responded = address === undefined ? undefined : judge(await respondTo(address, late.response, means), now);
  if (responded?.kind === "delivered") return { kind: "delivered", by: "response_url" };
  if (responded?.kind === "later" && !late.isLast) return responded;
  const { chatId, messageId } = late;
  if (chatId === undefined || !isSegment(chatId))
    return responded ?? { kind: "impossible", why: "the event names no chat" };
  const posted = judge(await postToChat(late.response, { chatId, messageId }, means), now);
  return posted.kind === "delivered" ? { kind: "delivered", by: "chat" } : posted;
}

/** Whether an id stays what it is as a segment of a path: an event may say anything, and a token goes there. */
function isSegment(id: string): boolean {
  return id.isWellFormed() && !/^\.{0,2}$/.test(id);
}

async function respondTo(url: string, body: string, { send }: ChatMeans): Promise<HttpAnswer | NoAnswer> {
  return send({
    method: "POST",
    url,
    headers: { "content-type": "application/json" },
    body,
    timeoutMs: longestMs,
    maxResponseBytes: largestAnswerBytes,
  });
}

function judge(
  answer: HttpAnswer | NoAnswer,
  now: number,
): { readonly kind: "delivered" } | Exclude<Delivered, { kind: "delivered" }> {
  if (answer.kind === "no-answer") return { kind: "later", askedMs: 0, why: answer.errno };
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return { kind: "delivered" };
  const askedMs = retryAfterMs(headers["retry-after"], now);
  if (status === 429) return { kind: "later", askedMs: Math.max(askedMs, throttledMs), why: "429" };
  if (status >= 500) return { kind: "later", askedMs, why: String(status) };
  return { kind: "impossible", why: String(status) };
}
