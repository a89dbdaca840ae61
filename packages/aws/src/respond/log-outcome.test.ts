import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

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
