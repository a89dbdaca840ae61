import { TokenRefused } from "@cliq-actions/cliq/oauth/token-refused";
import { UpstreamFailed } from "@cliq-actions/core";
import { expect, it } from "vitest";
import { type Counted, toMetricLine } from "./log-lines.ts";
import { toOutcome } from "./to-outcome.ts";

it("writes one line that is the log entry and the metric by stage and outcome", () => {
  const place = { namespace: "acme", stage: "dev", outcome: "token_refused" };
  const counted: Counted = { by: ["Stage", "Outcome"], counts: { KeeperFailures: 1 } };
  const line = toMetricLine(place, counted, { cause: "schedule", durationMs: 120, reason: "Zoho refused" });
  expect(line.endsWith("}\n")).toBe(true);
  expect(JSON.parse(line)).toMatchObject({
    _aws: {
      CloudWatchMetrics: [
        {
          Namespace: "acme",
          Dimensions: [["Stage", "Outcome"]],
          Metrics: [{ Name: "KeeperFailures", Unit: "Count" }],
        },
      ],
    },
    Stage: "dev",
    Outcome: "token_refused",
    KeeperFailures: 1,
    cause: "schedule",
    reason: "Zoho refused",
  });
});

it("writes a line of which nothing is counted without metrics", () => {
  const place = { namespace: "acme", stage: "dev", outcome: "kept" };
  const line: unknown = JSON.parse(
    toMetricLine(place, { by: ["Stage", "Outcome"], counts: {} }, { cause: "schedule" }),
  );
  expect(line).toEqual({ Stage: "dev", Outcome: "kept", cause: "schedule" });
});

it.each([
  ["token_refused", new TokenRefused("invalid_code")],
  ["upstream_failed", new UpstreamFailed("Zoho accounts server")],
  ["access_denied", Object.assign(new Error("no"), { name: "AccessDeniedException", $metadata: {} })],
  [
    "access_denied",
    Object.assign(new Error("The ciphertext refers to a KMS key that is disabled"), {
      name: "InvalidKeyId",
      $metadata: {},
    }),
  ],
  ["access_denied", Object.assign(new Error("no"), { name: "KMSAccessDeniedException", $metadata: {} })],
  ["aws_failed", Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException", $metadata: {} })],
  [
    "aws_failed",
    Object.assign(new Error("Not AccessDenied: KMS is slow"), { name: "InternalServerError", $metadata: {} }),
  ],
  ["bug", new TypeError("cannot read 'AccessDenied' of KMS, InvalidKeyId")],
  ["bug", new TypeError("undefined is not a function")],
  ["bug", "thrown"],
])("counts as %s", (outcome, error) => {
  expect(toOutcome(error)).toBe(outcome);
});
