import {
  ActionsError,
  InvalidDeclaration,
  InvalidReply,
  MalformedInvocation,
  UpstreamFailed,
} from "@cliq-actions/core";
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
const speaking: readonly ErrorClass[] = [
  InvalidDeclaration,
  InvalidReply,
  InvalidRequest,
  MalformedInvocation,
  NotConfigured,
  Refusal,
];
/** Those that are thrown before any code of an action runs, or name what is missing: their frames say nothing. */
const withoutFrames: readonly ErrorClass[] = [MalformedInvocation, NotConfigured, Refusal];

/** Name, code and stack frames of whatever was thrown and of its causes, without any text that came from outside. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!isA(error, Error)) return { name: error === null ? "null" : typeof error };
  const code = readSafely(error, "code");
  const cause = readSafely(error, "cause");
  const ours = isA(error, ActionsError) && typeof code === "string" ? code : undefined;
  return {
    name: ours ?? word(readSafely(error, "name")) ?? "Error",
    ...(ours === undefined && word(code) !== undefined ? { code: word(code) } : {}),
    ...detailOf(error),
    ...(withoutFrames.some((type) => isA(error, type)) ? {} : { stack: framesOf(error) }),
    ...(cause === undefined || depth >= deepestCause ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

/** A name or a code as programs give them; sentences are not passed on. */
function word(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^[\w$.:#-]{1,80}$/.test(text) ? text : undefined;
}

function detailOf(error: Error): { detail?: string } {
  if (isA(error, UpstreamFailed)) {
    const parts = ["system", "status", "errno"].map((key) => readSafely(error, key));
    return { detail: clean(parts.filter((part) => typeof part === "string" || typeof part === "number").join(" ")) };
  }
  const message = readSafely(error, "message");
  return typeof message === "string" && speaking.some((type) => isA(error, type)) ? { detail: clean(message) } : {};
}

/** Addresses may carry credentials and queries. */
function clean(text: string): string {
  return text.replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi, "(url)").slice(0, longestDetailChars);
}

const frame = /^\s+at [^\n]*(?::\d+:\d+\)?|\((?:<anonymous>|native|index \d+)\))$/;

/** What stands before the message: a name, and a code with Node's own errors. */
const heading = /^[\w$.]*(?: \[\w+\])?/;

function framesOf(error: Error): readonly string[] {
  const stack = readSafely(error, "stack");
  const message = readSafely(error, "message");
  if (typeof stack !== "string" || typeof message !== "string") return [];
  // The message stands at the beginning, and its lines may look like frames: where it is another by now, none is sure.
  const start = heading.exec(stack)?.[0] ?? "";
  const head = message === "" && stack[start.length] === "\n" ? start : `${start}: ${message}`;
  if (!stack.startsWith(`${head}\n`)) return [];
  const frames = stack.slice(head.length);
  const lines = frames.split("\n").filter((line) => frame.test(line));
  return lines.slice(0, 8).map((line) => line.trim().slice(0, 160));
}
