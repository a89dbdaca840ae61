import { ActionsError, MalformedInvocation, UpstreamFailed } from "@cliq-actions/core";
import { Refusal } from "../refusals.ts";

/** What a log may say about an error. Messages may quote what people wrote, so only our own constant ones appear. */
export interface ErrorDescription {
  /** Our own stable code, or the name of a foreign error's class. */
  readonly name: string;
  readonly detail?: string;
  readonly stack?: readonly string[];
  readonly cause?: ErrorDescription;
}

const deepestCause = 3;

/** Name and stack frames of an error and its causes, without any text that came from outside. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name.slice(0, 80),
    ...detailOf(error),
    ...(error instanceof Refusal || error instanceof MalformedInvocation ? {} : { stack: framesOf(error) }),
    ...(error.cause === undefined || depth >= deepestCause ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** The stable code of an error: ours, or "bug". */
export function codeOf(error: unknown): string {
  return error instanceof ActionsError ? error.code : "bug";
}

function detailOf(error: Error): { detail?: string } {
  if (error instanceof Refusal || error instanceof MalformedInvocation) return { detail: error.message };
  if (error instanceof UpstreamFailed) return { detail: `${error.system} ${error.status ?? ""}`.trim() };
  return {};
}

function framesOf(error: Error): readonly string[] {
  const stack = error.stack ?? "";
  // The message stands at the beginning, and its lines may look like frames.
  const frames = stack.slice(Math.max(0, stack.indexOf(error.message)) + error.message.length);
  const lines = frames.split("\n").filter((line) => /^\s+at /.test(line));
  return lines.slice(0, 8).map((line) => line.trim().slice(0, 160));
}
