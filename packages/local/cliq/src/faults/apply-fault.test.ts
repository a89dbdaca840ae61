import { describe, expect, test } from "vitest";
import { callModel, idOf, jsonOf, webhookAction } from "../testing/call-model.ts";
import { type FaultKind, faultKinds } from "./fault.ts";

function created(kind: FaultKind, more: object = {}) {
  const called = callModel();
  called.model.inject({ on: "createAction", kind, ...more });
  const answer = called.call("POST", "/messageactions", webhookAction());
  return { ...called, answer, held: called.model.actions().length };
}

describe("on a create", () => {
  test.each(Object.entries(faultKinds).map(([kind, { applied }]) => [kind as FaultKind, applied] as const))(
    "%s takes effect: %j; and the record names the fault",
    (kind, applied) => {
      const { model, held } = created(kind);
      expect(held).toBe(applied ? 1 : 0);
      expect(model.calls().at(-1)?.fault).toBe(kind);
    },
  );

  test.each([
    ["lost", "reset"],
    ["applied-then-lost", "reset"],
    ["hang", "hang"],
    ["slow-drip", "drip"],
    ["endless", "endless"],
  ] as const)("%s leaves the client with a connection that is %s", (kind, connection) => {
    const { model, answer } = created(kind);
    expect(answer.connection).toBe(connection);
    expect(model.calls().at(-1)?.connection).toBe(connection);
  });

  test("a hang can be one that took effect", () => {
    expect(created("hang", { applied: true }).held).toBe(1);
  });

  test("the bodies are what their kinds say", () => {
    expect(created("html").answer).toMatchObject({ status: 200, body: expect.stringMatching(/^<!DOCTYPE html>/) });
    expect(created("empty").answer).toMatchObject({ status: 200, body: "" });
    expect(() => jsonOf(created("truncated").answer)).toThrow(SyntaxError);
    expect(jsonOf(created("missing-id").answer)["data"]).not.toHaveProperty("id");
    expect(typeof jsonOf(created("wrong-type").answer)["data"]).toBe("string");
    expect(jsonOf(created("extra-fields").answer)).toHaveProperty("served_by");
    expect(idOf(created("extra-fields").answer)).toMatch(/^\d{17}$/);
    expect(created("slow", { delayMs: 7 }).answer).toMatchObject({ status: 200, delayMs: 7 });
    expect(created("redirect", { location: "https://thief.example/" }).answer).toMatchObject({
      status: 302,
      headers: { location: "https://thief.example/" },
    });
    expect(created("status", { status: 503, body: "busy", headers: { "retry-after": "9" } }).answer).toMatchObject({
      status: 503,
      body: "busy",
      headers: { "retry-after": "9" },
    });
  });

  test("a refusal carries the operation's code or the one asked for", () => {
    expect(jsonOf(created("refuse").answer)["code"]).toBe("msgaction_creation_limit_exceeded");
    expect(jsonOf(created("refuse", { code: "invalid_inputs" }).answer)["code"]).toBe("invalid_inputs");
  });

  test("a throttle locks the operation for five minutes, and only it", () => {
    const { call, clock, answer } = created("throttle");
    expect(answer.status).toBe(429);
    clock.now += 5 * 60_000 - 1;
    expect(call("POST", "/messageactions", webhookAction()).status).toBe(429);
    expect(call("GET", "/messageactions").status).toBe(200);
    clock.now += 1;
    expect(call("POST", "/messageactions", webhookAction()).status).toBe(200);
  });
});

describe("which call meets a fault", () => {
  const misspelled = [{ on: "createActions" }, { kind: "explode" }, { code: "nope" }, { times: 0 }];

  test.each(misspelled)("never one that is misspelled: %j", (wrong) => {
    const { model } = callModel();
    expect(() => model.inject({ on: "createAction", kind: "refuse", ...wrong } as never)).toThrow(/^A fault's/);
  });

  const handler = (id: string) => `/messageactions/${id}/handlers/execution_handler`;

  test("the handler update alone, as documented", () => {
    const { model, call } = callModel();
    model.inject({ on: "updateHandler", kind: "refuse" });
    const id = idOf(call("POST", "/messageactions", webhookAction()));
    const answer = call("PATCH", handler(id), { permissions: ["user"] });
    expect(jsonOf(answer)["code"]).toBe("execution_handler_update_failed");
    expect(model.actions()[0]?.permissions).toEqual([]);
    expect(call("PATCH", handler(id), { permissions: ["user"] }).status).toBe(200);
  });

  test("from the nth on, for so many times", () => {
    const { model, call } = callModel();
    model.inject({ on: "listActions", kind: "status", nth: 2, times: 2 });
    const statuses = Array.from({ length: 5 }, () => call("GET", "/messageactions").status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  test("only calls about the action of a name", () => {
    const { model, call } = callModel();
    model.inject({ on: "any", kind: "status", actionName: "B", times: 9 });
    const a = idOf(call("POST", "/messageactions", webhookAction({ name: "A" })));
    expect(call("POST", "/messageactions", webhookAction({ name: "B" })).status).toBe(500);
    expect(call("PATCH", `/messageactions/${a}`, { hint: "h" }).status).toBe(200);
    expect(call("PATCH", `/messageactions/${a}`, { name: "B" }).status).toBe(200);
    expect(call("GET", `/messageactions/${a}`).status).toBe(500);
  });

  test("none any more once the faults are cleared", () => {
    const { model, call } = callModel();
    model.inject({ on: "any", kind: "status", times: 99 });
    model.clearFaults();
    expect(call("GET", "/messageactions").status).toBe(200);
  });

  test("a list whose token repeats never ends", () => {
    const { model, call } = callModel();
    model.inject({ on: "listActions", kind: "repeat-token", times: 99 });
    const first = jsonOf(call("GET", "/messageactions"));
    const second = jsonOf(call("GET", `/messageactions?next_token=${String(first["next_token"])}`));
    expect(second["next_token"]).toBe(first["next_token"]);
    expect(first["next_token"]).toBeTypeOf("string");
  });

  test("the accounts server's, by the same names", () => {
    const { model, clock } = callModel();
    const request = { method: "POST", path: "/oauth/v2/token", headers: {}, body: "" };
    model.inject({ on: "token", kind: "throttle" });
    model.inject({ on: "token", kind: "refuse", nth: 2 });
    model.inject({ on: "token", kind: "lost", nth: 3 });
    expect(jsonOf(model.handle(request, clock.now))["error"]).toBe("Access Denied");
    expect(jsonOf(model.handle(request, clock.now))["error"]).toBe("invalid_code");
    expect(model.handle(request, clock.now).connection).toBe("reset");
  });
});
