import { isTooDeep, problemsOfOutput, tooDeep } from "@cliq-actions/fake-cliq";
import type { CheckedReply } from "../page-api.ts";
import { toBuilderCode } from "./to-builder-code.ts";

/** Reads a reply as somebody wrote it, and looks at it as Cliq would; a whole answer counts for the reply inside. */
export function checkReply(source: string): CheckedReply {
  let output: unknown;
  try {
    output = JSON.parse(source);
  } catch (error) {
    return { problems: [{ path: "", sentence: `This is not JSON: ${(error as Error).message}.` }] };
  }
  if (isEnvelope(output)) ({ output } = output);
  if (isTooDeep(output)) return { problems: [{ path: "", sentence: tooDeep }] };
  const problems = problemsOfOutput(output);
  return { output, problems, ...(problems.length === 0 && { builders: toBuilderCode(output) }) };
}

function isEnvelope(value: unknown): value is { readonly output: unknown } {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "output";
}
