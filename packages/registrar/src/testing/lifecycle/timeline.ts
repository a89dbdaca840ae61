import type { FakeCloudFormation } from "./fake-cloudformation.ts";
import type { Organisation } from "./organisation.ts";

/** What happened, one line each with the seconds since the beginning: events, calls to Cliq, answers. */
export function toTimeline({ sent }: FakeCloudFormation, { model }: Organisation): readonly string[] {
  const lines = [
    ...sent.flatMap(({ type, requestId, sentAt, answers }) => [
      { at: sentAt, text: `${type} ${requestId}` },
      ...answers.map(({ at, document }) => ({
        at,
        text: `  ${type} ${requestId} is answered ${document.replace(/"PhysicalResourceId".*?"LogicalResourceId":"Actions"/, "…")}`,
      })),
    ]),
    ...model.calls().map(({ at, operation, path, status, fault, refusal }) => ({
      at,
      text: `    ${operation ?? "?"} ${path.replace("/api/v3/messageactions", "")} ${status} ${[fault, refusal].filter((word) => word !== undefined).join(" ")}`,
    })),
  ].toSorted((one, other) => one.at - other.at);
  const first = lines[0]?.at ?? 0;
  return lines.map(({ at, text }) => `${((at - first) / 1_000).toFixed(1).padStart(8)}  ${text}`);
}
