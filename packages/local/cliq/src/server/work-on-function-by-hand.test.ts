import { afterEach, expect, test } from "vitest";
import { webhookFunction } from "../testing/call-model.ts";
import { priya } from "../testing/made-up-people.ts";
import { type FakeCliq, startFakeCliq } from "./start-fake-cliq.ts";

let cliq: FakeCliq | undefined;
afterEach(async () => cliq?.stop());

async function control(method: string, path: string, body?: unknown): Promise<[number, Record<string, unknown>]> {
  const answer = await fetch(`${cliq?.cliqUrl}/_fake/${path}`, { method, body: JSON.stringify(body) });
  return [answer.status, (await answer.json()) as Record<string, unknown>];
}

test("another process can do to functions what a person does by hand, and see what Cliq holds", async () => {
  cliq = await startFakeCliq();
  const { model } = cliq;
  const work = (body: object) => control("POST", "functions/by-hand", body);
  await work({ do: "create", person: priya, fields: webhookFunction() });
  const id = model.functions()[0]?.id;
  expect(model.functions()[0]?.creator).toEqual({ id: priya.id, name: "Priya Nair", email: priya.email });
  await work({ do: "edit", id, fields: { name: "Renamed" } });
  await work({ do: "addHandler", id, fields: { type: "form_view_handler", permissions: ["user"] } });
  await work({ do: "setHandler", id, type: "form_submit_handler", fields: { permissions: ["message"] } });
  await work({ do: "setStatus", id, status: "disabled" });
  expect(await control("GET", "functions")).toEqual([200, { functions: model.functions() }]);
  expect(model.functions()).toMatchObject([
    { name: "Renamed", status: "disabled", handlers: [{ permissions: ["message"] }, { permissions: ["user"] }] },
  ]);
  const [, { function: after }] = await work({ do: "removeHandler", id, type: "form_view_handler" });
  expect(after).toMatchObject({ id, handlers: [{ type: "form_submit_handler" }] });
  expect(await work({ do: "remove", id })).toEqual([200, {}]);
  expect(model.functions()).toEqual([]);
});

test("what cannot be done is 400 with the sentence", async () => {
  cliq = await startFakeCliq();
  const [status, { message }] = await control("POST", "functions/by-hand", { do: "edit", id: "1", fields: {} });
  expect([status, message]).toEqual([400, "Cliq has no function with the id 1."]);
  const [, unknown] = await control("POST", "functions/by-hand", { do: "explode" });
  expect(unknown["message"]).toContain('By hand one can "create"');
});
