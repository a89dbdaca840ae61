import { describe, expect, test } from "vitest";
import { callModel, idOf, jsonOf, tokenOf, webhookAction, webhookFunction } from "../testing/call-model.ts";
import { priya } from "../testing/made-up-people.ts";

const codeOf = (answer: { status: number; body: string }) => [answer.status, jsonOf(answer as never)["code"]];

describe("create", () => {
  test.each([
    ["no name", { name: undefined }, "invalid_inputs"],
    ["no description", { description: undefined }, "invalid_inputs"],
    ["no function type", { function_type: undefined }, "invalid_inputs"],
    ["an unknown function type", { function_type: "menu" }, "input_pattern_mismatch"],
    ["an unknown execution type", { execution_type: "python" }, "input_pattern_mismatch"],
    ["webhook without a URL", { execution_url: undefined }, "invalid_inputs"],
    ["a URL that is none", { execution_url: "api.example.com/x" }, "invalid_inputs"],
    ["a URL for Deluge", { execution_type: "deluge" }, "invalid_inputs"],
    ["a URL for the default, Deluge", { execution_type: undefined }, "invalid_inputs"],
    ["a scope, which functions do not take", { scope: "organization" }, "extra_key_found"],
    ["permissions, which belong to the handler", { permissions: ["user"] }, "extra_key_found"],
    ["null", { description: null }, "input_pattern_mismatch"],
  ])("refuses %s", (_what, changes, code) => {
    const { model, call } = callModel();
    expect(codeOf(call("POST", "/functions", webhookFunction(changes)))).toEqual([400, code]);
    expect(model.functions()).toEqual([]);
  });

  test("makes a function with its main handler, which is told nothing yet", () => {
    for (const [type, handler] of [
      ["button", "button_handler"],
      ["form", "form_submit_handler"],
      ["widget_button", "widget_button_handler"],
    ]) {
      const { model, call } = callModel();
      const id = idOf(call("POST", "/functions", webhookFunction({ function_type: type })));
      expect(id).toMatch(/^\d{17}$/);
      expect(model.functions()).toMatchObject([{ id, handlers: [{ type: handler, permissions: [], script: "" }] }]);
    }
  });

  test("a name is taken within the organisation, or with uniqueNames: creator only among one's own", () => {
    for (const uniqueNames of ["organization", "creator"] as const) {
      const { model, call, clock } = callModel({ uniqueNames });
      model.actAs(priya).functions.create(webhookFunction(), clock.now);
      const first = call("POST", "/functions", webhookFunction());
      if (uniqueNames === "organization") expect(codeOf(first)).toEqual([400, "function_name_already_exists"]);
      else expect(first.status).toBe(200);
      if (uniqueNames === "creator") {
        expect(codeOf(call("POST", "/functions", webhookFunction()))).toEqual([400, "function_name_already_exists"]);
      }
    }
  });

  test("an action of the same name is no obstacle", () => {
    const { call } = callModel();
    expect(call("POST", "/messageactions", webhookAction({ name: "Same" })).status).toBe(200);
    expect(call("POST", "/functions", webhookFunction({ name: "Same" })).status).toBe(200);
  });

  test("the organisation's maximum is function_creation_limit_exceeded", () => {
    const { call } = callModel({ maxFunctions: 1 });
    call("POST", "/functions", webhookFunction());
    expect(codeOf(call("POST", "/functions", webhookFunction({ name: "B" })))).toEqual([
      400,
      "function_creation_limit_exceeded",
    ]);
  });
});

describe("update", () => {
  function created() {
    const called = callModel();
    return { ...called, path: `/functions/${idOf(called.call("POST", "/functions", webhookFunction()))}` };
  }

  test("changes what it is given and leaves the rest", () => {
    const { call, path } = created();
    const before = jsonOf(call("GET", path))["data"] as object;
    const answer = call("PATCH", path, { description: "Another" });
    expect(jsonOf(answer)["data"]).toEqual({ ...before, description: "Another" });
    expect(jsonOf(call("GET", path))["data"]).toEqual({ ...before, description: "Another" });
  });

  test.each(["function_type", "execution_type"])("knows no %s: it cannot be changed", (key) => {
    const { model, call, path } = created();
    const before = model.functions();
    expect(codeOf(call("PATCH", path, { [key]: "button" }))).toEqual([400, "extra_key_found"]);
    expect(model.functions()).toEqual(before);
  });

  test("refuses a taken name and changes nothing then", () => {
    const { model, call, path } = created();
    call("POST", "/functions", webhookFunction({ name: "Taken" }));
    const before = model.functions();
    expect(codeOf(call("PATCH", path, { name: "Taken", description: "x" }))).toEqual([
      400,
      "function_name_already_exists",
    ]);
    expect(model.functions()).toEqual(before);
  });
});

describe("what is not there", () => {
  const calls: [string, string, object?][] = [
    ["GET", ""],
    ["PATCH", "", {}],
    ["DELETE", ""],
    ["POST", "/handlers", { type: "form_view_handler", permissions: [] }],
    ["GET", "/handlers/form_submit_handler"],
    ["PATCH", "/handlers/form_submit_handler", { permissions: [] }],
    ["DELETE", "/handlers/form_submit_handler"],
  ];

  test.each(calls)("%s /functions/1%s is function_not_found", (method, path, body) => {
    expect(codeOf(callModel().call(method, `/functions/1${path}`, body))).toEqual([404, "function_not_found"]);
  });

  test.each(calls)("%s on another's function%s is function_not_found, and leaves it as it is", (method, path, body) => {
    const { model, call, clock } = callModel();
    const hers = model.actAs(priya).functions.create(webhookFunction(), clock.now);
    expect(codeOf(call(method, `/functions/${hers.id}${path}`, body))).toEqual([404, "function_not_found"]);
    expect(model.functions()).toEqual([hers]);
  });

  test("a deleted function is gone with its handlers, and its name is free again", () => {
    const { call } = callModel();
    const path = `/functions/${idOf(call("POST", "/functions", webhookFunction()))}`;
    expect(call("DELETE", path)).toEqual({ status: 204, headers: {}, body: "" });
    expect(codeOf(call("DELETE", path))).toEqual([404, "function_not_found"]);
    expect(codeOf(call("GET", `${path}/handlers/form_submit_handler`))).toEqual([404, "function_not_found"]);
    expect(call("POST", "/functions", webhookFunction()).status).toBe(200);
  });
});

describe("scopes", () => {
  test.each([
    ["CREATE", "POST", ""],
    ["READ", "GET", ""],
    ["READ", "GET", "/{id}"],
    ["UPDATE", "PATCH", "/{id}"],
    ["DELETE", "DELETE", "/{id}"],
    ["UPDATE", "POST", "/{id}/handlers"],
    ["UPDATE", "PATCH", "/{id}/handlers/form_submit_handler"],
    ["READ", "GET", "/{id}/handlers/form_submit_handler"],
    ["UPDATE", "DELETE", "/{id}/handlers/form_submit_handler"],
  ])("Functions.%s alone lets %s /functions%s through", (scope, method, path) => {
    const { model, call, clock } = callModel();
    const { id } = model.actAs(model.person).functions.create(webhookFunction(), clock.now);
    for (const granted of ["CREATE", "READ", "UPDATE", "DELETE"]) {
      const token = model.issueAccessToken(clock.now, [`ZohoCliq.Functions.${granted}`]);
      const { status } = call(method, `/functions${path.replace("{id}", id)}`, {}, token);
      expect([granted, status === 401]).toEqual([granted, granted !== scope]);
    }
  });

  test("those of message actions do not", () => {
    const { model, call, clock } = callModel();
    const client = model.addClient({ scopes: ["ZohoCliq.messageactions.READ"] });
    expect(codeOf(call("GET", "/functions", undefined, tokenOf(model, client, clock.now)))).toEqual([
      401,
      "oauthtoken_scope_invalid",
    ]);
  });
});

describe("faults", () => {
  test("strike the operation they name, and only the function they name", () => {
    const { model, call } = callModel();
    model.inject({ on: "createFunction", kind: "refuse" });
    expect(codeOf(call("POST", "/functions", webhookFunction()))).toEqual([400, "function_creation_limit_exceeded"]);
    const [a, b] = ["A", "B"].map((name) => idOf(call("POST", "/functions", webhookFunction({ name }))));
    model.inject({ on: "updateFunctionHandler", kind: "applied-then-lost", actionName: "B" });
    const path = (id?: string) => `/functions/${id}/handlers/form_submit_handler`;
    expect(call("PATCH", path(a), { permissions: ["user"] }).connection).toBeUndefined();
    expect(call("PATCH", path(b), { permissions: ["user"] }).connection).toBe("reset");
    expect(model.functions().map(({ handlers }) => handlers[0]?.permissions)).toEqual([["user"], ["user"]]);
  });

  test("a refused handler leaves the function without it", () => {
    const { model, call } = callModel();
    const id = idOf(call("POST", "/functions", webhookFunction()));
    model.inject({ on: "createFunctionHandler", kind: "refuse" });
    const added = call("POST", `/functions/${id}/handlers`, { type: "form_change_handler", permissions: ["user"] });
    expect(codeOf(added)).toEqual([400, "execution_handler_create_failed"]);
    expect(model.functions()[0]?.handlers).toHaveLength(1);
  });
});
