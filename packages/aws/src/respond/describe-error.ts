import { ActionsError, InvalidReply, MalformedInvocation, UpstreamFailed } from "@cliq-actions/core";
import { InvalidRequest } from "../connect/invalid-request.ts";
import { NotConfigured } from "../not-configured.ts";
import { Refusal } from "../refusals.ts";
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

type ErrorClass = abstract new (...args: never[]) => Error;

/** Errors whose messages are sentences of ours about code and configuration, never about what people wrote. */
const speaking: readonly ErrorClass[] = [InvalidReply, InvalidRequest, MalformedInvocation, NotConfigured, Refusal];
/** Those that are thrown before any code of an action runs, or name what is missing: their frames say nothing. */
const withoutFrames: readonly ErrorClass[] = [MalformedInvocation, NotConfigured, Refusal];

/** Name, code and stack frames of whatever was thrown and of its causes, without any text that came from outside. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!isA(error, Error)) return { name: error === null ? "null" : typeof error };
  const code = readSafely(error, "code");
  const cause = readSafely(error, "cause");
  const ours = isA(error, ActionsError) && typeof code === "string" ? code : undefined;
  return {
    name: ours ?? toName(readSafely(error, "name")) ?? "Error",
    ...(ours === undefined && toCode(code) !== undefined ? { code: toCode(code) } : {}),
    ...detailOf(error),
    ...(withoutFrames.some((type) => isA(error, type))
      ? {}
      : { stack: framesOf(error).slice(0, depth === 0 ? mostFrames : mostOfCause) }),
    ...(cause === undefined || depth >= deepestCause ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

/** Words of letters, as classes and services are named ("S3ServiceException", "NoSuchKey"): a digit stands between two words only. */
const nameForm = /^[A-Za-z]+(?:\d{1,3}[A-Z][a-z][A-Za-z]*)*(?:[_.:$#-]+[A-Za-z]+(?:\d{1,3}[A-Z][a-z][A-Za-z]*)*)*$/;
/** What systems number their failures with besides: "ERR_HTTP2_ERROR", "E2BIG", "P2002", "23505", "42P01". */
const codeForm = /^(?:[A-Z]+\d{0,2}(?:_[A-Z]+\d{0,2})+|E\d[A-Z]+|[A-Z]?-?\d{1,5}|\d{2}[A-Z]\d{2})$/;
/** Longer than any word of a name: keys are. */
const longRun = /[A-Z]{20}|[a-z]{25}/;

/** A name as programs give them; sentences, and keys that somebody put in its place, are not passed on. */
function toName(value: unknown): string | undefined {
  return typeof value === "string" && value.length <= 80 && nameForm.test(value) && !longRun.test(value)
    ? value
    : undefined;
}

function toCode(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.length <= 80 && codeForm.test(value) && !longRun.test(value)
    ? value
    : toName(value);
}

function detailOf(error: Error): { detail?: string } {
  if (isA(error, UpstreamFailed)) {
    const parts = ["system", "status", "errno"].map((key) => readSafely(error, key));
    const words = parts.flatMap((part) =>
      typeof part === "number" ? [String(part)] : typeof part === "string" ? clean(part).split(/\s+/u) : [],
    );
    return {
      detail: words
        .map((one) => (one === "(url)" ? one : (toCode(one) ?? "…")))
        .join(" ")
        .slice(0, longestDetailChars),
    };
  }
  const message = readSafely(error, "message");
  return typeof message === "string" && speaking.some((type) => isA(error, type)) ? { detail: clean(message) } : {};
}

/** Addresses may carry credentials and queries. */
function clean(text: string): string {
  return text.replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi, "(url)").slice(0, longestDetailChars);
}

/** Where a call stands, and what is called there: a function's name may have been made of anything. */
const frame =
  /^\s+at (?:(?<name>.+) (?=\())?(?<place>\((?:[^\s()]+:\d+:\d+|<anonymous>|native|index \d+)\)|(?:async )?[^\s()]+:\d+:\d+)$/;
const functionName = /^(?:(?:async|new|get|set) )*(?!\S*\d[A-Za-z]{4})[\w$.<>#]{1,100}(?: \[as [\w$.]{1,100}\])?$/;

/** What stands before the message: a name, and a code with Node's own errors. */
const heading = /^[\w$.]*(?: \[\w+\])?/;

/** Node keeps ten unless told, and all of them may be a library's: the action's own stand behind. */
export const mostFrames = 24;
/** Of what led to it, where it stood is enough. */
const mostOfCause = 8;
const longestFrameChars = 160;

function framesOf(error: Error): readonly string[] {
  const stack = readSafely(error, "stack");
  const message = readSafely(error, "message");
  if (typeof stack !== "string" || typeof message !== "string") return [];
  // The message stands at the beginning, and its lines may look like frames: where it is another by now, none is sure.
  const start = heading.exec(stack)?.[0] ?? "";
  const head = message === "" && stack[start.length] === "\n" ? start : `${start}: ${message}`;
  if (!stack.startsWith(`${head}\n`)) return [];
  const frames = stack.slice(head.length);
  const lines = frames.split("\n").flatMap((line) => {
    const { name, place } = frame.exec(line)?.groups ?? {};
    if (place === undefined) return [];
    const named = name !== undefined && functionName.test(name) ? `${name.slice(0, 60)} ` : "";
    // What tells where it is stands at the end: file, line and column.
    const room = longestFrameChars - named.length - 3;
    return [`at ${named}${place.length > room ? `…${place.slice(1 - room)}` : place}`];
  });
  return lines;
}
