import { describe, expect, test } from "vitest";
import { callModel, idOf, jsonOf, webhookAction } from "../testing/call-model.ts";
import { lena, priya } from "../testing/made-up-people.ts";

const codeOf = (answer: { status: number; body: string }) => [answer.status, jsonOf(answer as never)["code"]];

describe("create", () => {
  test.each([
    ["no name", webhookAction({ name: undefined }), "invalid_inputs"],
    ["an empty hint", webhookAction({ hint: "" }), "invalid_inputs"],
    ["webhook without a URL", webhookAction({ execution_url: undefined }), "invalid_inputs"],
    ["a URL that is none", webhookAction({ execution_url: "api.example.com/x" }), "invalid_inputs"],
    ["a URL for Deluge", webhookAction({ execution_type: "deluge" }), "invalid_inputs"],
    ["no message types", webhookAction({ message_types: [] }), "invalid_inputs"],
    ["message types left out", webhookAction({ message_types: undefined }), "invalid_inputs"],
    ["team scope without teams", webhookAction({ scope: "team" }), "invalid_inputs"],
    ["five teams", webhookAction({ scope: "team", team_ids: [1, 2, 3, 4, 5] }), "invalid_inputs"],
    ["a team id as text", webhookAction({ scope: "team", team_ids: ["100001"] }), "input_pattern_mismatch"],
    ["a team id with a fraction", webhookAction({ scope: "team", team_ids: [1.5] }), "input_pattern_mismatch"],
    ["a name that is a number", webhookAction({ name: 7 }), "input_pattern_mismatch"],
    ["null", webhookAction({ hint: null }), "input_pattern_mismatch"],
    [
      "an image whose last letter has bits that no byte has",
      webhookAction({ image: "QR==" }),
      "input_pattern_mismatch",
    ],
    ["an image that is not base64", webhookAction({ image: "<svg/>" }), "input_pattern_mismatch"],
    ["permissions, which belong to the handler", webhookAction({ permissions: ["user"] }), "extra_key_found"],
    ["a magic key", '{"__proto__":{"name":"x"}}', "extra_key_found"],
    ["a list", "[]", "invalid_inputs"],
    ["broken JSON", '{"name":', "invalid_inputs"],
  ])("refuses %s", (_what, body, code) => {
    const { model, call } = callModel();
    expect(codeOf(call("POST", "/messageactions", body))).toEqual([400, code]);
    expect(model.actions()).toEqual([]);
  });

  test("an unknown key is named in the words seen from Cliq", () => {
    const answer = callModel().call("POST", "/messageactions", webhookAction({ user_ids: [1] }));
    expect(jsonOf(answer)["message"]).toBe("'user_ids' is an extra key in the JSON Object.");
  });

  test("ids are texts of 17 digits which a double cannot tell apart", () => {
    const { call } = callModel();
    const [one, other] = ["A", "B"].map((name) => idOf(call("POST", "/messageactions", webhookAction({ name }))));
    expect(one).toMatch(/^\d{17}$/);
    expect(one).not.toBe(other);
    expect(Number(one)).toBe(Number(other));
  });

  test("team ids beyond 2^53 come back digit by digit", () => {
    const { model, call } = callModel();
    const body = JSON.stringify(webhookAction({ scope: "team", team_ids: [0] })).replace(
      "[0]",
      "[9007199254740993,100001]",
    );
    const answer = call("POST", "/messageactions", body);
    expect(answer.body).toContain('"team_ids":[9007199254740993,100001]');
    expect(model.actions()[0]?.teamIds).toEqual(["9007199254740993", "100001"]);
  });

  test("a name is taken within the organisation, or with uniqueNames: creator only among one's own", () => {
    for (const uniqueNames of ["organization", "creator"] as const) {
      const { model, call, clock } = callModel({ uniqueNames });
      model.actAs(priya).create({ name: "Create ticket", hint: "mine", message_types: ["text"] }, clock.now);
      const first = call("POST", "/messageactions", webhookAction());
      if (uniqueNames === "organization") expect(codeOf(first)).toEqual([400, "msgaction_name_already_exists"]);
      else expect(first.status).toBe(200);
      if (uniqueNames === "creator") {
        expect(codeOf(call("POST", "/messageactions", webhookAction()))).toEqual([
          400,
          "msgaction_name_already_exists",
        ]);
      }
    }
  });

  test("the organisation's maximum is msgaction_creation_limit_exceeded", () => {
    const { call } = callModel({ maxActions: 1 });
    call("POST", "/messageactions", webhookAction());
    expect(codeOf(call("POST", "/messageactions", webhookAction({ name: "B" })))).toEqual([
      400,
      "msgaction_creation_limit_exceeded",
    ]);
  });
});

describe("update", () => {
  test("refuses a taken name and changes nothing then", () => {
    const { model, call } = callModel();
    call("POST", "/messageactions", webhookAction({ name: "Taken" }));
    const id = idOf(call("POST", "/messageactions", webhookAction()));
    const before = model.actions();
    const answer = call("PATCH", `/messageactions/${id}`, { name: "Taken", hint: "new" });
    expect(codeOf(answer)).toEqual([400, "msgaction_name_already_exists"]);
    expect(model.actions()).toEqual(before);
  });

  test("leaving team scope drops the teams", () => {
    const { model, call } = callModel();
    const id = idOf(call("POST", "/messageactions", webhookAction({ scope: "team", team_ids: [1] })));
    const answer = call("PATCH", `/messageactions/${id}`, { scope: "organization" });
    expect(jsonOf(answer)["data"]).not.toHaveProperty("team_ids");
    expect(model.actions()[0]?.teamIds).toEqual([]);
  });

  test("another person's action: allowed to whoever sees it by default, on request only to its creator", () => {
    for (const [foreignEdits, status] of [
      ["allowed", 200],
      ["forbidden", 403],
    ] as const) {
      const { model, call, clock } = callModel({ foreignEdits });
      const theirs = model
        .actAs(priya)
        .create({ name: "Theirs", hint: "h", scope: "organization", message_types: ["text"] }, clock.now);
      expect(call("PATCH", `/messageactions/${theirs.id}`, { hint: "ours" }).status).toBe(status);
    }
  });
});

describe("what is not there", () => {
  test.each([
    ["GET", "/messageactions/1"],
    ["PATCH", "/messageactions/1"],
    ["DELETE", "/messageactions/1"],
    ["GET", "/messageactions/1/handlers/execution_handler"],
    ["PATCH", "/messageactions/1/handlers/execution_handler"],
  ])("%s %s is msgaction_not_found", (method, path) => {
    expect(codeOf(callModel().call(method, path, {}))).toEqual([404, "msgaction_not_found"]);
  });

  test("a deleted action is gone for every operation, and its name is free again", () => {
    const { call } = callModel();
    const id = idOf(call("POST", "/messageactions", webhookAction()));
    expect(call("DELETE", `/messageactions/${id}`).status).toBe(204);
    expect(call("DELETE", `/messageactions/${id}`).status).toBe(404);
    expect(call("POST", "/messageactions", webhookAction()).status).toBe(200);
  });

  test("another's personal action is as good as absent", () => {
    const { model, call, clock } = callModel();
    const hers = model.actAs(lena).create({ name: "Hers", hint: "h", message_types: ["text"] }, clock.now);
    expect(codeOf(call("DELETE", `/messageactions/${hers.id}`))).toEqual([404, "msgaction_not_found"]);
    expect(model.actions()).toEqual([hers]);
  });

  test("a handler of another type is execution_handler_not_found", () => {
    const { call } = callModel();
    const id = idOf(call("POST", "/messageactions", webhookAction()));
    for (const method of ["GET", "PATCH"]) {
      expect(codeOf(call(method, `/messageactions/${id}/handlers/53719000002124010`, {}))).toEqual([
        404,
        "execution_handler_not_found",
      ]);
    }
  });
});

describe("handler", () => {
  function webhook(options = {}) {
    const called = callModel(options);
    const id = idOf(called.call("POST", "/messageactions", webhookAction()));
    return { ...called, path: `/messageactions/${id}/handlers/execution_handler` };
  }

  test("a list of permissions replaces the one before", () => {
    const { model, call, path } = webhook();
    expect(model.actions()[0]?.permissions).toEqual([]);
    call("PATCH", path, { permissions: ["chat", "message"] });
    call("PATCH", path, { permissions: ["user"] });
    expect(model.actions()[0]?.permissions).toEqual(["user"]);
    expect(jsonOf(call("GET", path))["data"]).toMatchObject({ permissions: ["user"] });
  });

  test("a sparse read of a webhook handler leaves the permissions out", () => {
    const { call, path } = webhook({ reads: "sparse" });
    expect(Object.keys(jsonOf(call("GET", path))["data"] as object)).toEqual(["name", "function_id"]);
  });

  test("a script is for Deluge actions and at most 250 KB", () => {
    const { call, path } = webhook();
    expect(codeOf(call("PATCH", path, { script: "x" }))).toEqual([400, "execution_handler_update_failed"]);
    const deluge = idOf(call("POST", "/messageactions", { name: "D", hint: "h", message_types: ["text"] }));
    const handler = `/messageactions/${deluge}/handlers/execution_handler`;
    expect(call("PATCH", handler, { script: "é".repeat(128_000) }).status).toBe(200);
    expect(codeOf(call("PATCH", handler, { script: "é".repeat(128_001) }))).toEqual([400, "invalid_inputs"]);
    expect(codeOf(call("PATCH", handler, { permissions: ["user"] }))).toEqual([400, "execution_handler_update_failed"]);
  });

  test("a permission nobody documented is refused", () => {
    const { call, path } = webhook();
    expect(codeOf(call("PATCH", path, { permissions: ["contacts"] }))).toEqual([400, "input_pattern_mismatch"]);
  });
});
