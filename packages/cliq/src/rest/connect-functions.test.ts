import { type CliqModelOptions, type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../clock.ts";
import { httpsSender } from "../http/https-sender.ts";
import { isHandlerNotFound, isNameTaken, isNotFound } from "./cliq-failure.ts";
import { connectFunctions } from "./connect-functions.ts";
import type { FunctionClient } from "./function-client.ts";
import type { FunctionFields } from "./function-fields.ts";

const send = httpsSender();
const webhook = {
  name: "SubmitTicket",
  description: "Takes the ticket form",
  function_type: "form",
  execution_type: "webhook",
  execution_url: "https://api.example.com/actions/keep-row/x",
} as const satisfies FunctionFields;
const deluge: FunctionFields = {
  name: "ApproveRequest",
  description: "d",
  function_type: "button",
  execution_type: "deluge",
};

let cliq: FakeCliq;
let client: FunctionClient;
beforeEach(async () => restart());
afterEach(async () => cliq.stop());

async function restart(options: CliqModelOptions = {}): Promise<void> {
  await cliq?.stop();
  cliq = await startFakeCliq(options);
  const { cliqUrl: origin, model } = cliq;
  const token = async () => model.issueAccessToken(Date.now(), options.scopes);
  client = connectFunctions({ origin, tokens: { current: token, refused: token }, send, clock: systemClock });
}

async function create(fields: FunctionFields = webhook): Promise<string> {
  const created = await client.create(fields);
  if (!created.ok) throw new Error(created.error.message);
  return created.value.id;
}

function callsOf(operation: string): number {
  return cliq.model.calls().filter((call) => call.operation === operation).length;
}

describe("the nine endpoints", () => {
  it("create, read, change and delete a function, with ids as text", async () => {
    const id = await create();
    expect(id).toMatch(/^\d{17}$/);
    expect(await client.get(id)).toMatchObject({
      ok: true,
      value: { ...webhook, id, scope: "personal", status: "enabled", handlers: [{ type: "form_submit_handler" }] },
    });
    expect(await client.list()).toMatchObject({ ok: true, value: [{ id, creator: { name: "Jordan Ellis" } }] });
    const moved = "https://api.example.com/moved";
    expect(await client.update(id, { execution_url: moved })).toMatchObject({
      ok: true,
      value: { execution_url: moved, name: "SubmitTicket" },
    });
    expect(await client.update(id, { name: "Renamed", description: "Another" })).toMatchObject({
      ok: true,
      value: { name: "Renamed" },
    });
    expect(cliq.model.functions()).toMatchObject([{ name: "Renamed", description: "Another", executionUrl: moved }]);
    expect(await client.delete(id)).toEqual({ ok: true, value: undefined });
    expect(cliq.model.functions()).toEqual([]);
  });

  it("give a webhook function's handlers their permissions, add and remove one", async () => {
    const id = await create();
    const added = await client.createHandler(id, "form_change_handler", { permissions: ["chat"] });
    expect(added).toMatchObject({
      ok: true,
      value: { id, handlers: [{ type: "form_submit_handler" }, { type: "form_change_handler" }] },
    });
    const permissions = ["chat", "message", "user"];
    expect(await client.updateHandler(id, "form_submit_handler", { permissions })).toEqual({
      ok: true,
      value: { permissions },
    });
    expect(await client.getHandler(id, "form_submit_handler")).toEqual({ ok: true, value: { permissions } });
    expect(await client.deleteHandler(id, "form_change_handler")).toEqual({ ok: true, value: undefined });
    expect(cliq.model.functions()[0]?.handlers).toEqual([{ type: "form_submit_handler", permissions, script: "" }]);
  });

  it("write and read a Deluge function's script", async () => {
    const id = await create(deluge);
    const script = 'response = Map();\nresponse.put("text", "Approved ✅");\nreturn response;';
    expect(await client.updateHandler(id, "button_handler", { script })).toEqual({ ok: true, value: { script } });
    expect(await client.getHandler(id, "button_handler")).toEqual({ ok: true, value: { script } });
    expect(cliq.model.functions()[0]).toMatchObject({ executionType: "deluge", handlers: [{ script }] });
  });

  it("take the 200 that the document prints for a deleted handler as well as the 204 in its body", async () => {
    const id = await create();
    const body = '{"Response Code":"204 No response"}';
    cliq.model.inject({ on: "deleteFunctionHandler", kind: "status", status: 200, body });
    expect(await client.deleteHandler(id, "form_submit_handler")).toEqual({ ok: true, value: undefined });
  });

  it("list every page, at fifty a page", async () => {
    const hands = cliq.model.actAs(cliq.model.person).functions;
    for (let count = 0; count < 120; count += 1) hands.create({ ...webhook, name: `Function ${count}` }, Date.now());
    const listed = await client.list();
    expect(listed.ok && new Set(listed.value.map(({ id }) => id)).size).toBe(120);
    expect(callsOf("listFunctions")).toBe(3);
  });

  it("stop at a page token that comes again", async () => {
    cliq.model.inject({ on: "listFunctions", kind: "repeat-token", times: 500 });
    expect(await client.list()).toMatchObject({ ok: false, error: { kind: "protocol", operation: "listFunctions" } });
    expect(callsOf("listFunctions")).toBeLessThan(5);
  });

  it("tolerate fields nobody documented, and reads without URL and permissions", async () => {
    await restart({ reads: "sparse" });
    cliq.model.inject({ on: "any", kind: "extra-fields", times: 50 });
    const id = await create();
    const got = await client.get(id);
    expect(got).toMatchObject({ ok: true, value: { id } });
    expect(got.ok && got.value.execution_url).toBeUndefined();
    expect(await client.getHandler(id, "form_submit_handler")).toEqual({ ok: true, value: {} });
  });
});

describe("what goes wrong", () => {
  it("is told apart: no function, no handler, a taken name, a handler that must stay", async () => {
    const id = await create();
    const gone = await client.get("1");
    const bare = await client.getHandler(id, "form_view_handler");
    const taken = await client.create(webhook);
    if (gone.ok || bare.ok || taken.ok) throw new Error("All three have to fail.");
    expect(
      [gone, bare, taken].map(({ error }) => [isNotFound(error), isHandlerNotFound(error), isNameTaken(error)]),
    ).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ]);
    expect(await client.deleteHandler(id, "form_submit_handler")).toMatchObject({
      ok: false,
      error: { kind: "refused", code: "default_handler_delete_not_allowed", operation: "deleteFunctionHandler" },
    });
  });

  it("with a permission the handler may not have is Cliq's refusal", async () => {
    const id = await create();
    const added = await client.createHandler(id, "form_view_handler", { permissions: ["chat"] });
    expect(added).toMatchObject({ ok: false, error: { kind: "refused", code: "execution_handler_data_invalid" } });
  });

  it.each(["lost", "applied-then-lost", "empty"] as const)(
    "in the creation of a function or a handler (%s) is ambiguous and never sent again",
    async (kind) => {
      const id = await create();
      cliq.model.inject({ on: "createFunction", kind });
      cliq.model.inject({ on: "createFunctionHandler", kind });
      expect(await client.create({ ...webhook, name: "B" })).toMatchObject({ ok: false, error: { ambiguous: true } });
      const added = await client.createHandler(id, "form_view_handler", { permissions: [] });
      expect(added).toMatchObject({ ok: false, error: { ambiguous: true } });
      expect([callsOf("createFunction"), callsOf("createFunctionHandler")]).toEqual([2, 1]);
    },
  );

  it("in passing is tried again for every other call", async () => {
    const id = await create();
    await client.createHandler(id, "form_view_handler", { permissions: [] });
    const others = [
      ["getFunction", async () => client.get(id)],
      ["listFunctions", async () => client.list()],
      ["updateFunction", async () => client.update(id, { description: "Again" })],
      ["updateFunctionHandler", async () => client.updateHandler(id, "form_view_handler", { permissions: ["user"] })],
      ["getFunctionHandler", async () => client.getHandler(id, "form_view_handler")],
      ["deleteFunctionHandler", async () => client.deleteHandler(id, "form_view_handler")],
      ["deleteFunction", async () => client.delete(id)],
    ] as const;
    for (const [on, call] of others) {
      cliq.model.inject({ on, kind: "status", status: 503 });
      expect([on, (await call()).ok, callsOf(on)]).toEqual([on, true, 2]);
    }
  });

  it("as a lacking scope names it", async () => {
    await restart({ scopes: ["ZohoCliq.Functions.READ"] });
    expect(await client.create(webhook)).toMatchObject({
      ok: false,
      error: { kind: "scope-missing", scope: "ZohoCliq.Functions.CREATE" },
    });
    expect(await client.list()).toEqual({ ok: true, value: [] });
  });

  it("as a lock says how long it lasts and is not tried again", async () => {
    const id = await create();
    for (let count = 0; count < 10; count += 1) await client.update(id, { description: `${count}` });
    expect(await client.update(id, { description: "x" })).toMatchObject({
      ok: false,
      error: { kind: "throttled", retryAfterMs: 300_000 },
    });
    expect(cliq.model.calls().filter(({ throttled }) => throttled !== undefined)).toHaveLength(1);
  });
});
