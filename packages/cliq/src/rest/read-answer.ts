import type { CliqCall } from "./cliq-call.ts";
import { redact } from "../redact.ts";
import { readErrorWords } from "./error-words.ts";
import { parseExactJson } from "./exact-json.ts";
import { operations } from "./operations.ts";
import { fail, type Result, succeed } from "./result.ts";
import { toFailure } from "./to-failure.ts";

/**
 * An answer as a value. A 2xx that is not the documented JSON, or a deletion's that is not the documented 204, is a protocol
 * failure, such as a page of somebody's on the way: of a write, it may have been applied.
 * No message holds one of `secrets`.
 */
export function readAnswer<T>(
  call: CliqCall<T>,
  answer: { status: number; text: string; retryAfter: string | undefined; contentType?: string | undefined },
  now: number,
  secrets: readonly string[] = [],
): Result<T> {
  if (answer.status < 200 || answer.status > 299) return fail(toFailure(call.operation, answer, now, secrets));
  const isDeletion = operations[call.operation].method === "DELETE";
  if (isDeletion && answer.status === 204) return succeed(undefined as T);
  const type = redact((answer.contentType ?? "").slice(0, 100), secrets).toWellFormed() || "no content type";
  const problem = (message: string, isJson: boolean): Result<T> =>
    fail({
      operation: call.operation,
      kind: "protocol",
      status: answer.status,
      ambiguous: operations[call.operation].method !== "GET",
      isJson,
      message: `HTTP ${answer.status}, ${type}: ${message}`,
    });
  let body: unknown;
  try {
    body = parseExactJson(answer.text);
  } catch {
    return problem(answer.text.trim() === "" ? "the answer is empty" : "the answer is not JSON", false);
  }
  const parsed = call.answer?.safeParse(body);
  if (parsed?.success) return succeed(parsed.data);
  const issue = parsed?.error.issues[0];
  const { code, message } = readErrorWords(answer.text, secrets);
  const said = [message, code].filter((word) => word !== undefined).join(", ");
  const what = `the answer's ${issue?.path.join(".") || "body"} is not what Cliq documents`;
  return problem(said === "" ? what : `${what}; it says "${said}"`, true);
}
