import type { EventHandler } from "../functions/handler-names.ts";
import type { PlainResponse } from "../plain-http.ts";
import { isTooDeep, tooDeep } from "./is-too-deep.ts";
import { problemOfOutput } from "./problems-of-output.ts";

/** What Cliq makes of an answer: the reply inside the envelope, or a sentence on why it can show nothing. */
export interface ReadReply {
  output?: unknown;
  problem?: string;
}

/**
 * Reads the answer to an invocation. The envelope `{"output": …}` with status 200 is CONFIRMED for webhook
 * extensions and INFERRED for actions made through the REST API; what Cliq shows otherwise is UNKNOWN, so it is a problem.
 */
export function readReply(
  response: Pick<PlainResponse, "status" | "headers" | "body">,
  handler: EventHandler = "execution_handler",
): ReadReply {
  if (response.status !== 200) {
    return { problem: `The answer has the status ${response.status}; Cliq shows only replies that come with 200.` };
  }
  const type = response.headers["content-type"] ?? "";
  if (!/^\s*application\/json\s*(?:;|$)/i.test(type)) {
    return { problem: `The answer's Content-Type is "${type}"; Cliq reads application/json.` };
  }
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(type)?.[1] ?? "utf-8";
  if (!/^utf-?8$/i.test(charset)) {
    return { problem: `The answer's Content-Type is "${type}"; JSON is written in UTF-8.` };
  }
  return readOutput(response.body, handler);
}

/** Reads the body of an answer to a handler's event, or of a late reply to it. */
export function readOutput(body: string, handler: EventHandler): ReadReply {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { problem: "The answer's body is not JSON." };
  }
  if (typeof parsed !== "object" || parsed === null || !("output" in parsed)) {
    return { problem: 'The answer is not in the envelope {"output": …}.' };
  }
  const { output } = parsed;
  if (isTooDeep(output)) return { problem: tooDeep };
  const problem = problemOfOutput(output, handler);
  return problem === undefined ? { output } : { output, problem };
}
