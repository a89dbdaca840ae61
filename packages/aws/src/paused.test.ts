import { UserError } from "@cliq-actions/core";
import { afterAll, expect, test } from "vitest";
import { logOf } from "./testing/log-of.ts";
import { environment, foreignCredential, freshBody, post, serveWith } from "./testing/webhook.ts";

const sentence = "This action is paused. Back on Monday.";
const executed: string[] = [];
const handler = serveWith({ ...environment, PAUSED: sentence }, (text) => {
  executed.push(text);
  throw new UserError("not paused");
});
afterAll(() => {
  delete process.env.PAUSED;
});

test("whoever clicks a paused action is told so, nothing is done, and no alarm sounds", async () => {
  const { answer, lines } = await logOf(() => post(handler, freshBody()));
  expect(answer.statusCode).toBe(200);
  expect(JSON.parse(answer.body ?? "")).toEqual({ output: { type: "banner", status: "failure", text: sentence } });
  expect(lines).toEqual([expect.objectContaining({ Outcome: "paused", status: 200 })]);
  expect(executed).toEqual([]);
});

test("a pause is told before anything of the event is looked at, and not to strangers", async () => {
  const told = { output: { type: "banner", status: "failure", text: sentence } };
  const odd = await post(handler, freshBody({ type: "function", params: { ...paramsOf(), message: [] } }));
  expect(JSON.parse(odd.body ?? "")).toEqual(told);
  const stranger = await post(handler, freshBody(), { pathParameters: { credential: foreignCredential } });
  expect(stranger.statusCode).toBe(401);
  const other = { access: { user_id: "1", organization: { type: "company", id: "999" } } };
  expect((await post(handler, freshBody({ params: other }))).statusCode).toBe(403);
  expect((await post(handler, freshBody({ timestamp: Date.now() - 301_000 }))).statusCode).toBe(401);
});

test("an action that is not paused, or by nothing but an empty word, answers", async () => {
  delete process.env.PAUSED;
  const answers = [serveWith(), serveWith({ ...environment, PAUSED: "" })].map(async (open) => post(open, freshBody()));
  for (const { body } of await Promise.all(answers)) expect(JSON.parse(body ?? "").output.status).toBe("success");
});

function paramsOf(): Record<string, unknown> {
  return (JSON.parse(freshBody()) as { params: Record<string, unknown> }).params;
}
