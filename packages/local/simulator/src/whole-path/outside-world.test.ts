import { afterAll, expect, test } from "vitest";
import { runStart, type Started } from "../testing/run-start.ts";
import { writeActions, type WrittenActions } from "../testing/write-actions.ts";

const written: WrittenActions[] = [];
const started: Started[] = [];
afterAll(async () => {
  for (const { child } of started) child.kill("SIGKILL");
  for (const actions of written) await actions.remove();
});

async function startOnce(
  files: Record<string, string>,
): Promise<{ report: string; said: string; code: number | null; folder: string }> {
  const actions = await writeActions(files);
  written.push(actions);
  const run = runStart("--once", "--json", "--actions", actions.folder);
  started.push(run);
  const report = await run.stdout();
  return { report, said: await run.stderr, code: await run.code, folder: actions.folder };
}

const action = `import { defineMessageAction, text } from "@cliq-actions/core";
export default defineMessageAction({ name: "Leak", hint: "Calls somebody", scope: "organization",
  messageTypes: ["text"], permissions: ["message"],
  execute: async (_, { ask }: { ask(): Promise<string> }) => text(await ask()) });\n`;
const lambda = `import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
const ask = async () => await (await fetch("https://api.undeclared.example/orders")).text();
export const handler = serveMessageAction(action, { ask });\n`;
const connections = `export default { orders: { origin: "https://api.orders.example", secret: "api-key" } };\n`;

test("a function that calls an origin it has not declared is refused, and the sentence names origin and file", async () => {
  const { report, said, code, folder } = await startOnce({ "leak/action.ts": action, "leak/lambda.ts": lambda });
  expect(code, said).toBe(1);
  expect(said).toMatch(/refused: .*https:\/\/api\.undeclared\.example/u);
  expect(said).toMatch(/failed: leak on text: .*\n {4}\S.*ERR_EGRESS_REFUSED/u);
  expect(said).toContain(`${folder}/leak/connections.ts`);
  const { ok, registrations, invocations } = JSON.parse(report) as Record<string, unknown>;
  expect(ok).toBe(false);
  expect(registrations).toMatchObject([{ slug: "leak", name: "Leak" }]);
  expect(invocations).toMatchObject([
    { slug: "leak", message: "text", status: 200, outcome: expect.not.stringMatching("replied") },
  ]);
});

test("a connection that nothing stands in for is refused before anything is built", async () => {
  const files = { "leak/action.ts": action, "leak/lambda.ts": lambda, "leak/connections.ts": connections };
  const { report, said, code } = await startOnce(files);
  expect(code, said).toBe(1);
  expect(report).toBe("");
  expect(said).toMatch(/orders.*leak\/fake\.ts/u);
  expect(said).not.toMatch(/\n {4}at /u);
});
