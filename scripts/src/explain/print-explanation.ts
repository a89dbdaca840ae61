import { wrap } from "../stage/wrap.ts";
import type { Explanation } from "./explain-reference.ts";

/** An explanation for a terminal of 80 columns. */
export function printExplanation(explanation: Explanation): string {
  const { reference, at, action, outcome, status, latencyMs, coldStart, requestId, functionVersion } = explanation;
  const facts = [
    ...(status === undefined ? [] : [`answered ${status}`]),
    ...(latencyMs === undefined ? [] : [`after ${Math.round(latencyMs)} ms`]),
    ...(coldStart === true ? ["cold start"] : []),
    ...(functionVersion === undefined ? [] : [`version ${functionVersion}`]),
  ];
  const odd = explanation.oddFields;
  return [
    ...wrap(`${reference}: ${action} ended as ${outcome} at ${at.slice(0, 19).replace("T", " ")} UTC`),
    ...wrap(facts.join(", "), "  "),
    ...(requestId === undefined ? [] : [`  request ${requestId}`]),
    ...wrap(`log group ${explanation.logGroup}`, "  "),
    ...(odd.length === 0 ? [] : wrap(`fields of another type than documented: ${odd.join(", ")}`, "  ", 2)),
    ...explanation.errors.flatMap(({ name, code, detail, frames }, index) => [
      "",
      ...wrap([`${index === 0 ? "" : "caused by "}${name}`, code, detail].filter(Boolean).join(" · ")),
      ...frames.map((frame) => `  ${frame}`),
    ]),
    ...(explanation.caution === undefined ? [] : ["", ...wrap(explanation.caution)]),
  ].join("\n");
}
