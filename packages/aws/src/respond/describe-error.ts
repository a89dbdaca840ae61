import { ActionsError } from "@cliq-actions/core";
import { isA, readSafely } from "./read-safely.ts";

/** What a log may say about an error. Messages may quote what people wrote, so only our own constant ones appear. */
export interface ErrorDescription {
  /** Our own stable code, the name of a foreign error's class, or what was thrown instead of an error. */
  readonly name: string;
  /** What a system calls the failure, such as `ECONNRESET`. */
  readonly code?: string;
  readonly detail?: string;
  readonly stack?: readonly string[];
  readonly cause?: ErrorDescription;
}

const deepestCause = 3;
const longestDetailChars = 300;

/** The codes of errors whose messages are sentences of ours about code and configuration, never about what people wrote. */
const speaking = new Set([
  "forbidden_organization",
  "invalid_declaration",
  "invalid_reply",
  "invalid_request",
  "malformed_invocation",
  "misconfigured",
  "payload_too_large",
  "stale_invocation",
  "unauthenticated",
  "unsupported_media_type",
]);

/** The codes of requests that were refused before any code of an action ran: their frames say nothing. */
const withoutFrames = new Set(
  [...speaking].filter((code) => !["invalid_reply", "invalid_request", "invalid_declaration"].includes(code)),
);

/** Name, code and stack frames of whatever was thrown and of its causes, without any text that came from outside. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!isA(error, Error)) return { name: error === null ? "null" : typeof error };
  const code = readSafely(error, "code");
  const cause = readSafely(error, "cause");
  const ours = isA(error, ActionsError) && typeof code === "string" ? code : undefined;
  return {
    name: ours ?? word(readSafely(error, "name")) ?? "Error",
    ...(ours === undefined && word(code) !== undefined ? { code: word(code) } : {}),
    ...(ours === undefined ? {} : detailOf(error, ours)),
    ...(ours !== undefined && withoutFrames.has(ours) ? {} : { stack: framesOf(error) }),
    ...(cause === undefined || depth >= deepestCause ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

/** A name or a code as programs give them; sentences are not passed on. */
function word(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^[\w$.:#-]{1,80}$/.test(text) ? text : undefined;
}

function detailOf(error: Error, code: string): { detail?: string } {
  if (code === "upstream_failed") {
    const parts = ["system", "status", "errno"].map((key) => readSafely(error, key));
    return { detail: clean(parts.filter((part) => typeof part === "string" || typeof part === "number").join(" ")) };
  }
  const message = readSafely(error, "message");
  return speaking.has(code) && typeof message === "string" ? { detail: clean(message) } : {};
}

/** Addresses may carry credentials and queries. */
function clean(text: string): string {
  return text.replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi, "(url)").slice(0, longestDetailChars);
}

const frame = /^\s+at [^\n]*(?::\d+:\d+\)?|\((?:<anonymous>|native|index \d+)\))$/;

function framesOf(error: Error): readonly string[] {
  const stack = readSafely(error, "stack");
  const message = readSafely(error, "message");
  if (typeof stack !== "string" || typeof message !== "string") return [];
  // The message stands at the beginning, and its lines may look like frames.
  const frames = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  const lines = frames.split("\n").filter((line) => frame.test(line));
  return lines.slice(0, 8).map((line) => line.trim().slice(0, 160));
}
