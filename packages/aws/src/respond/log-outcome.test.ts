import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { logOf } from "../testing/log-of.ts";
import { outcomeLog } from "./log-outcome.ts";

const serve = fileURLToPath(new URL("../testing/webhook.ts", import.meta.url));

test("one request is one line: log entry and metrics, with nothing that people wrote", () => {
  const script = `
    import { serveWith, post, freshBody, environment } from ${JSON.stringify(serve)};
    const handler = serveWith(environment, (text) => { throw new Error(text, { cause: new TypeError(text) }); });
    await post(handler, freshBody({ params: { message: { type: "text", text: "CANARY\\n    at CANARY" } } }));
    await post(handler, freshBody(), { pathParameters: {} });
  `;
  const lines = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" })
    .trim()
    .split("\n");
  expect(lines).toHaveLength(2);
  expect(lines.join()).not.toContain("CANARY");
  const [bug, refusal] = lines.map((line): Record<string, unknown> => JSON.parse(line));
  expect(bug).toMatchObject({
    Stage: "test",
    Action: "test-action",
    Outcome: "bug",
    ColdStarts: 1,
    Invocations: 1,
    status: 200,
    reference: "7f3a1c2e",
  });
  expect(bug).toMatchObject({ error: { name: "Error", cause: { name: "TypeError" } } });
  expect(bug?._aws).toMatchObject({
    CloudWatchMetrics: [
      { Namespace: "test-product", Dimensions: expect.arrayContaining([["Stage", "Outcome"]]) as unknown },
    ],
  });
  expect(refusal).toMatchObject({ Outcome: "unauthenticated", ColdStarts: 0, status: 401 });
});

const metric = (Name: string): object => ({ Name, Unit: "Count" });

test.each([
  [
    "a first click",
    { Outcome: "replied", Latency: 12, ColdStarts: 1, status: 200, reference: "7f3a", requestId: "7f3a1c2e" },
    undefined,
    { Outcome: "replied", Latency: 12, ColdStarts: 1, status: 200, reference: "7f3a", requestId: "7f3a1c2e" },
    [],
  ],
  [
    "a later one with nothing odd",
    { Outcome: "bug", Latency: 3, ColdStarts: 0, error: { name: "TypeError" } },
    [],
    { Outcome: "bug", Latency: 3, ColdStarts: 0, error: { name: "TypeError" } },
    [],
  ],
  [
    "one with two odd fields",
    { Outcome: "replied", Latency: 3, ColdStarts: 0, error: undefined },
    ["params.a", "params.b"],
    { Outcome: "replied", Latency: 3, ColdStarts: 0, OddFields: 2, oddFields: ["params.a", "params.b"] },
    [{ Namespace: "product", Dimensions: [["Stage"]], Metrics: [metric("OddFields")] }],
  ],
] as const)(
  "the line of %s holds its values and how CloudWatch counts them",
  async (_name, outcome, oddFields, values, more) => {
    const environment = {
      METRIC_NAMESPACE: "product",
      STAGE: "dev",
      ACTION_SLUG: "keep-note",
      AWS_LAMBDA_FUNCTION_VERSION: "7",
    };
    const log = outcomeLog(environment);
    const before = Date.now();
    const { lines } = await logOf(async () => [log(outcome, oddFields), log(outcome, oddFields)]);
    expect(lines).toHaveLength(2);
    for (const { _aws, ...line } of lines) {
      expect(line).toEqual({ Stage: "dev", Action: "keep-note", functionVersion: "7", Invocations: 1, ...values });
      const { Timestamp, ...measured } = _aws as { Timestamp: number };
      expect(Timestamp).toBeGreaterThanOrEqual(before);
      expect(measured).toEqual({
        CloudWatchMetrics: [
          {
            Namespace: "product",
            Dimensions: [["Stage", "Outcome"], ["Stage"]],
            Metrics: [metric("Invocations")],
          },
          ...more,
        ],
      });
    }
  },
);

test("where the environment says nothing, the line says so", async () => {
  const log = outcomeLog({ METRIC_NAMESPACE: "", STAGE: "", ACTION_SLUG: "", AWS_LAMBDA_FUNCTION_VERSION: "" });
  const { lines } = await logOf(async () => log({ Outcome: "misconfigured", Latency: 0, ColdStarts: 0 }));
  expect(lines[0]).toMatchObject({ Stage: "unknown", Action: "unknown" });
  expect(lines[0]?._aws).toMatchObject({ CloudWatchMetrics: [{ Namespace: "unconfigured" }] });
  expect(lines[0]).not.toHaveProperty("functionVersion");
});
