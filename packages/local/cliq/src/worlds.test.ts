import { describe, expect, test } from "vitest";
import { callModel, idOf, jsonOf, start, webhookAction, webhookFunction } from "./testing/call-model.ts";
import { priya } from "./testing/made-up-people.ts";
import { cliqWorlds, oddOther } from "./worlds.ts";

const dataOf = (answer: { status: number; headers: Record<string, string>; body: string }) =>
  jsonOf(answer)["data"] as Record<string, unknown>;

describe("echoes", () => {
  test("show a text changed and hold it as it was sent", () => {
    const { model, call } = callModel(cliqWorlds["echoes differ"]);
    const made = call("POST", "/messageactions", webhookAction({ name: "Ann's list ", hint: " a hint" }));
    expect(dataOf(made)).toMatchObject({ name: "Ann&#39;s list", hint: "a hint" });
    expect(dataOf(call("GET", `/messageactions/${idOf(made)}`))).toMatchObject({ name: "Ann&#39;s list" });
    expect(model.actions()[0]).toMatchObject({ name: "Ann's list ", hint: " a hint" });
  });

  test("drop the last newline of a script", () => {
    const { model, call } = callModel(cliqWorlds["echoes differ"]);
    const fields = webhookAction({ execution_type: "deluge", execution_url: undefined });
    const path = `/messageactions/${idOf(call("POST", "/messageactions", fields))}/handlers/execution_handler`;
    expect(dataOf(call("PATCH", path, { script: "info 1;\n\n" }))["script"]).toBe("info 1;\n");
    expect(dataOf(call("GET", path))["script"]).toBe("info 1;\n");
    expect(model.actions()[0]?.script).toBe("info 1;\n\n");
  });
});

test("permissions that add up keep the old ones of an action and of a function, but a person takes them away by hand", () => {
  const { model, call } = callModel(cliqWorlds["permissions add up"]);
  const id = idOf(call("POST", "/messageactions", webhookAction()));
  const path = `/messageactions/${id}/handlers/execution_handler`;
  call("PATCH", path, { permissions: ["message", "user"] });
  expect(dataOf(call("PATCH", path, { permissions: ["chat"] }))["permissions"]).toEqual(["message", "user", "chat"]);
  model.actAs(priya).setPermissions(id, ["chat"], start);
  expect(dataOf(call("GET", path))["permissions"]).toEqual(["chat"]);

  const handler = `/functions/${idOf(call("POST", "/functions", webhookFunction()))}/handlers/form_submit_handler`;
  call("PATCH", handler, { permissions: ["message"] });
  expect(dataOf(call("PATCH", handler, { permissions: ["user"] }))["permissions"]).toEqual(["message", "user"]);
});

test("names that ignore case are taken in any case", () => {
  const { call } = callModel(cliqWorlds["names ignore case"]);
  call("POST", "/messageactions", webhookAction({ name: "Create ticket" }));
  const again = call("POST", "/messageactions", webhookAction({ name: "create TICKET" }));
  expect(jsonOf(again)["code"]).toBe("msgaction_name_already_exists");
  call("POST", "/functions", webhookFunction({ name: "Submit" }));
  expect(jsonOf(call("POST", "/functions", webhookFunction({ name: "SUBMIT" })))["code"]).toBe(
    "function_name_already_exists",
  );
});

test.each([
  ["a 404 without a body", undefined, ""],
  ["a 404 that is a page", "text/html;charset=UTF-8", "<!DOCTYPE html><html><body>404 Not Found</body></html>"],
  ["a 404 that is a word", "text/plain;charset=UTF-8", "request_url_invalid"],
] as const)("%s is all that is said of what is not there", (world, type, body) => {
  const { call } = callModel(cliqWorlds[world]);
  for (const path of ["/messageactions/53719000002124011", "/functions/53719000002124011", "/nothing"]) {
    const answer = call("GET", path);
    expect([answer.status, answer.headers["content-type"], answer.body]).toEqual([404, type, body]);
  }
  expect(jsonOf(call("POST", "/messageactions", "{"))["code"]).toBe("invalid_inputs");
});

test("where each person sees their own, another's organisation-wide action is neither listed nor found", () => {
  const { model, call } = callModel(cliqWorlds["each person sees their own"]);
  const theirs = model
    .actAs(priya)
    .create({ name: "Theirs", hint: "x", scope: "organization", message_types: ["text"] }, start);
  expect(jsonOf(call("GET", "/messageactions"))["data"]).toEqual([]);
  expect(jsonOf(call("DELETE", `/messageactions/${theirs.id}`))["code"]).toBe("msgaction_not_found");
});

test("what is hidden is in no answer, neither of a write nor of a read", () => {
  const { call } = callModel(cliqWorlds["what decides is hidden"]);
  const made = call("POST", "/messageactions", webhookAction());
  const path = `/messageactions/${idOf(made)}`;
  const patched = call("PATCH", `${path}/handlers/execution_handler`, { permissions: ["user"] });
  const answers = [made, call("GET", path), call("GET", "/messageactions"), patched];
  for (const { status, body } of answers) {
    expect(status).toBe(200);
    expect(body).not.toMatch(/"(execution_url|permissions|status)"/);
  }
});

test("an odd thing of somebody else stands beside ours, with an id and little else", () => {
  const { model, call } = callModel(cliqWorlds["others' things are odd"]);
  const theirs = model
    .actAs(oddOther)
    .create({ name: "Odd", hint: "x", scope: "organization", message_types: ["text"] }, start);
  call("POST", "/messageactions", webhookAction());
  const data = jsonOf(call("GET", "/messageactions"))["data"] as unknown[];
  expect(data[0]).toMatchObject({ id: theirs.id, name: null, creator: "Robin", team_ids: "all" });
  expect(data[1]).toMatchObject({ name: "Create ticket", hint: "Turn this message into a support ticket" });
});

test("an id can be refused for ever, from one call to the next", () => {
  const refusedIds = new Set<string>();
  const { call } = callModel({ refusedIds });
  const path = `/messageactions/${idOf(call("POST", "/messageactions", webhookAction()))}`;
  expect(call("GET", path).status).toBe(200);
  refusedIds.add(path.slice("/messageactions/".length));
  for (const method of ["GET", "DELETE"]) expect(jsonOf(call(method, path))["code"]).toBe("invalid_inputs");
});

test("tokens and limits in other words", () => {
  const options = cliqWorlds["tokens and limits in other words"];
  const { model, call, clock } = callModel({ ...options, thresholds: { listActions: 1 } });
  const bad = call("GET", "/messageactions", undefined, "1000.nobody");
  expect([bad.status, jsonOf(bad)["code"]]).toEqual([400, "oauthtoken_invalid"]);
  const narrow = call("GET", "/messageactions", undefined, model.issueAccessToken(clock.now, ["ZohoCliq.Users.READ"]));
  expect([narrow.status, jsonOf(narrow)["code"]]).toEqual([401, "oauth_scope_invalid"]);
  call("GET", "/messageactions");
  const locked = call("GET", "/messageactions");
  expect(locked.status).toBe(400);
  expect(locked.body).toContain("URL_ROLLING_THROTTLES_LIMIT_EXCEEDED");
});

describe("an outage", () => {
  const token = { method: "POST", path: "/oauth/v2/token", headers: {}, body: "" };

  test("refuses everything of its part with 503 for its time, spends no threshold and does nothing", () => {
    const { model, call, clock } = callModel({ outages: [{ of: "rest", from: start, until: start + 25_000 }] });
    for (let tries = 0; tries < 40; tries += 1)
      expect(call("POST", "/messageactions", webhookAction()).status).toBe(503);
    expect(model.actions()).toEqual([]);
    expect(model.calls().at(-1)).toMatchObject({ operation: "createAction", fault: "status", status: 503 });
    expect(model.handle(token, clock.now).status).toBe(200);
    clock.now += 25_000;
    expect(call("POST", "/messageactions", webhookAction()).status).toBe(200);
  });

  test("can begin later, take the accounts server, and do what it was asked before the connection breaks", () => {
    const { model, call, clock } = callModel();
    model.addOutage({ of: "accounts", from: start + 1, until: start + 2 });
    expect(model.handle(token, clock.now).status).toBe(200);
    expect(model.handle(token, clock.now + 1).status).toBe(503);
    model.addOutage({ of: "both", kind: "applied-then-lost", from: start, until: start + 1 });
    expect(call("POST", "/messageactions", webhookAction()).connection).toBe("reset");
    expect(model.actions()).toHaveLength(1);
    expect(() => model.addOutage({ of: "rest", from: 2, until: 2 })).toThrow("lasts from");
  });
});
