import { wrap } from "../stage/wrap.ts";
import type { ExplainedLine } from "./explain-line.ts";
import type { Explanation } from "./explain-reference.ts";

/** An explanation for a terminal of 80 columns. */
export function printExplanation({ reference, action, work, ...click }: Explanation): string {
  return [
    ...wrap(`${reference}: ${action} ended as ${click.outcome} at ${toUtc(click.at)}`),
    ...printLine(click),
    ...work.flatMap((line) => [
      "",
      ...wrap(`its background work: ${line.outcome} at ${toUtc(line.at)}`),
      ...printLine(line),
    ]),
  ].join("\n");
}

function printLine({ logGroup, requestId, oddFields, errors, caution, ...line }: ExplainedLine): string[] {
  return [
    ...wrap(toFacts(line).join(", "), "  "),
    ...(requestId === undefined ? [] : [`  request ${requestId}`]),
    ...wrap(`log group ${logGroup}`, "  "),
    ...(oddFields.length === 0 ? [] : wrap(`fields of another type than documented: ${oddFields.join(", ")}`, "  ", 2)),
    ...errors.flatMap(({ name, code, detail, frames }, index) => [
      "",
      ...wrap([`${index === 0 ? "" : "caused by "}${name}`, code, detail].filter(Boolean).join(" · ")),
      ...frames.map((frame) => `  ${frame}`),
    ]),
    ...(caution === undefined ? [] : ["", ...wrap(caution)]),
  ];
}

function toFacts(
  line: Pick<ExplainedLine, "status" | "receives" | "why" | "latencyMs" | "coldStart" | "functionVersion">,
): string[] {
  const { status, receives, why, latencyMs, coldStart, functionVersion } = line;
  return [
    ...(status === undefined ? [] : [`answered ${status}`]),
    ...(receives === undefined ? [] : [`received ${receives === 1 ? "once" : `${receives} times`}`]),
    ...(why === undefined ? [] : [`no reply taken: ${why}`]),
    ...(latencyMs === undefined ? [] : [`after ${Math.round(latencyMs)} ms`]),
    ...(coldStart === true ? ["cold start"] : []),
    ...(functionVersion === undefined ? [] : [`version ${functionVersion}`]),
  ];
}

function toUtc(at: string): string {
  return `${at.slice(0, 19).replace("T", " ")} UTC`;
}
