import { describe, expect, test } from "vitest";
import type { CliqModelOptions } from "../cliq-model-options.ts";
import { callModel, idOf, jsonOf, webhookFunction } from "../testing/call-model.ts";

const codeOf = (answer: { status: number; body: string }) => [answer.status, jsonOf(answer as never)["code"]];

function created(changes: object = {}, options: CliqModelOptions = {}) {
  const called = callModel({ thresholds: { createFunctionHandler: 99, updateFunctionHandler: 99 }, ...options });
  const id = idOf(called.call("POST", "/functions", webhookFunction({ ...changes })));
  const path = `/functions/${id}/handlers`;
  const handlers = () => called.model.functions()[0]?.handlers ?? [];
  return { ...called, path, handlers };
}

const deluge = { execution_type: "deluge", execution_url: undefined };

/** The document's table: function type, handler, what it may be told. */
const table = [
  ["button", "button_handler", ["chat", "message", "user"]],
  ["form", "form_submit_handler", ["chat", "message", "user"]],
  ["form", "form_change_handler", ["chat", "user"]],
  ["form", "form_dynamic_select_handler", ["chat", "user"]],
  ["form", "form_view_handler", ["user"]],
  ["widget_button", "widget_button_handler", ["user"]],
] as const;

describe("permissions", () => {
  test.each(table)("of a %s function's %s are exactly %j", (function_type, type, allowed) => {
    const { call, path } = created({ function_type });
    call("POST", path, { type, permissions: [] });
    for (const permission of ["chat", "message", "user", "attachments", "location"]) {
      const isKnown = ["chat", "message", "user"].includes(permission);
      const refusal = isKnown ? "execution_handler_data_invalid" : "input_pattern_mismatch";
      const expected = allowed.some((one) => one === permission) ? [200, undefined] : [400, refusal];
      for (const answer of [
        call("PATCH", `${path}/${type}`, { permissions: [permission] }),
        call("POST", path, { type, permissions: [permission] }),
      ]) {
        expect([permission, ...codeOf(answer)]).toEqual([permission, ...expected]);
      }
    }
  });

  test("a list replaces the one before, and one that is refused leaves it", () => {
    const { call, path, handlers } = created();
    call("PATCH", `${path}/form_submit_handler`, { permissions: ["chat", "message"] });
    call("PATCH", `${path}/form_submit_handler`, { permissions: ["user"] });
    call("PATCH", `${path}/form_submit_handler`, { permissions: ["location"] });
    expect(handlers()).toEqual([{ type: "form_submit_handler", permissions: ["user"], script: "" }]);
  });

  test("a read shows them, a sparse one does not", () => {
    for (const reads of ["full", "sparse"] as const) {
      const { call, path } = created({}, { reads });
      call("PATCH", `${path}/form_submit_handler`, { permissions: ["user"] });
      const { url, type, data } = jsonOf(call("GET", `${path}/form_submit_handler`));
      expect([url, type]).toEqual([`/api/v3${path}/form_submit_handler`, "form_submit_handler"]);
      expect(data).toEqual({
        name: "form_submit_handler",
        function_id: path.split("/")[2],
        ...(reads === "full" && { permissions: ["user"] }),
      });
    }
  });
});

describe("a further handler", () => {
  test("comes beside the main one and answers with the function", () => {
    const { call, path, handlers } = created();
    const answer = call("POST", path, { type: "form_change_handler", permissions: ["chat"] });
    expect(jsonOf(answer)).toMatchObject({
      url: "/api/v3/functions",
      type: "function",
      data: { handlers: [{ type: "form_submit_handler" }, { type: "form_change_handler" }] },
    });
    expect(handlers()[1]).toEqual({ type: "form_change_handler", permissions: ["chat"], script: "" });
  });

  test.each([
    ["without a type", { permissions: [] }, "invalid_inputs"],
    ["of an unknown type", { type: "form_handler", permissions: [] }, "input_pattern_mismatch"],
    ["of another function type", { type: "button_handler", permissions: [] }, "execution_handler_create_failed"],
    ["without permissions", { type: "form_view_handler" }, "execution_handler_data_required"],
    ["with a script", { type: "form_view_handler", script: "x" }, "execution_handler_create_failed"],
    ["with an unknown key", { type: "form_view_handler", permissions: [], name: "x" }, "extra_key_found"],
    ["that is there already", { type: "form_submit_handler", permissions: [] }, "execution_handler_create_failed"],
  ])("%s is refused, and nothing changes", (_what, body, code) => {
    const { call, path, handlers } = created({}, { repeatedHandlers: "refused" });
    expect(codeOf(call("POST", path, body))).toEqual([400, code]);
    expect(handlers()).toEqual([{ type: "form_submit_handler", permissions: [], script: "" }]);
  });

  test("that is there already replaces it, unless the model was told otherwise", () => {
    const { call, path, handlers } = created();
    expect(call("POST", path, { type: "form_submit_handler", permissions: ["user"] }).status).toBe(200);
    expect(handlers()).toEqual([{ type: "form_submit_handler", permissions: ["user"], script: "" }]);
  });

  test("can be removed, and is not found then", () => {
    const { call, path, handlers } = created();
    call("POST", path, { type: "form_view_handler", permissions: ["user"] });
    const one = `${path}/form_view_handler`;
    expect(call("DELETE", one)).toEqual({ status: 204, headers: {}, body: "" });
    expect(handlers().map(({ type }) => type)).toEqual(["form_submit_handler"]);
    for (const [method, body] of [["GET"], ["DELETE"], ["PATCH", { permissions: [] }]] as const) {
      expect(codeOf(call(method, one, body))).toEqual([404, "execution_handler_not_found"]);
    }
    expect(call("POST", path, { type: "form_view_handler", permissions: [] }).status).toBe(200);
  });

  test("the main one cannot be removed", () => {
    for (const [function_type, type] of table.filter(([, type]) => !/change|dynamic|view/.test(type))) {
      const { call, path, handlers } = created({ function_type });
      expect(codeOf(call("DELETE", `${path}/${type}`))).toEqual([400, "default_handler_delete_not_allowed"]);
      expect(handlers()).toHaveLength(1);
    }
  });
});

describe("a script", () => {
  test("is what a Deluge function's handlers have, and reads give it back", () => {
    const { call, path, handlers } = created(deluge);
    const script = 'response = Map();\nresponse.put("text", "été ✅");\nreturn response;';
    const updated = call("PATCH", `${path}/form_submit_handler`, { script });
    expect(jsonOf(updated)["data"]).toEqual({ name: "form_submit_handler", script, function_id: path.split("/")[2] });
    expect(call("POST", path, { type: "form_view_handler", script }).status).toBe(200);
    expect(handlers().map((handler) => handler.script)).toEqual([script, script]);
    for (const type of ["form_submit_handler", "form_view_handler"]) {
      expect(jsonOf(call("GET", `${path}/${type}`))["data"]).toMatchObject({ script, return_type: "MAP" });
    }
  });

  test("is at most 250 KB of UTF-8", () => {
    const { call, path } = created(deluge);
    expect(call("PATCH", `${path}/form_submit_handler`, { script: "é".repeat(128_000) }).status).toBe(200);
    const answer = call("PATCH", `${path}/form_submit_handler`, { script: "é".repeat(128_001) });
    expect(codeOf(answer)).toEqual([400, "invalid_inputs"]);
  });

  test("is not for webhook functions, and permissions are not for Deluge ones", () => {
    const webhook = created();
    expect(codeOf(webhook.call("PATCH", `${webhook.path}/form_submit_handler`, { script: "x" }))).toEqual([
      400,
      "execution_handler_update_failed",
    ]);
    const { call, path } = created(deluge);
    expect(codeOf(call("PATCH", `${path}/form_submit_handler`, { permissions: ["user"] }))).toEqual([
      400,
      "execution_handler_update_failed",
    ]);
    expect(codeOf(call("POST", path, { type: "form_view_handler" }))).toEqual([400, "execution_handler_data_required"]);
  });
});
