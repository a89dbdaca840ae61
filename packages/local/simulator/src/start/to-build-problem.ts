import type { BuildProblem } from "./check-types.ts";
import { describeFailure } from "./describe-failure.ts";

/** What keeps sources from running, with the place that its sentence names. */
export function toBuildProblem(error: unknown): BuildProblem {
  const text = describeFailure(error);
  const place = /\(((?:[A-Za-z]:)?[^\s():]+:\d+(?::\d+)?)\)/u.exec(text)?.[1] ?? "";
  return { place, text, kind: /syntax error|cannot be bundled/u.test(text) ? "syntax" : "synthesis" };
}
