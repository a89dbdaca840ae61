import { describe, expect, test } from "vitest";
import type { OperationName } from "../operation-name.ts";
import type { ZohoClient } from "../cliq-model.ts";
import { callModel, idOf, jsonOf, tokenOf, webhookAction, webhookFunction } from "../testing/call-model.ts";
import { priya } from "../testing/made-up-people.ts";

const minute = 60_000;

describe("the token", () => {
  const get = { method: "GET", path: "/api/v3/messageactions", body: "" };

  test("works as Bearer and as Zoho-oauthtoken, for one hour", () => {
    const { model, clock } = callModel();
    const token = model.issueAccessToken(clock.now);
    for (const scheme of ["Bearer", "Zoho-oauthtoken"]) {
      expect(model.handle({ ...get, headers: { authorization: `${scheme} ${token}` } }, clock.now).status).toBe(200);
    }
    const headers = { authorization: `Bearer ${token}` };
    expect(model.handle({ ...get, headers }, clock.now + 60 * minute - 1).status).toBe(200);
    expect(model.handle({ ...get, headers }, clock.now + 60 * minute).status).toBe(401);
  });

  test.each<Record<string, string>>([{}, { authorization: "Bearer 1000.wrong" }, { authorization: "Basic eDp5" }])(
    "%j is 401 with the documented body and costs nothing of a budget",
    (headers) => {
      const { model, call, clock } = callModel({ thresholds: { listActions: 1 } });
      const answer = model.handle({ ...get, headers }, clock.now);
      expect(answer.status).toBe(401);
      expect(jsonOf(answer)).toEqual({ message: "Request was rejected because of invalid AuthToken." });
      expect(call("GET", "/messageactions").status).toBe(200);
    },
  );

  test("needs the operation's scope, in any case", () => {
    const { model, call, clock } = callModel();
    const token = model.issueAccessToken(clock.now, ["zohocliq.MESSAGEACTIONS.create"]);
    expect(call("POST", "/messageactions", webhookAction(), token).status).toBe(200);
    const answer = call("GET", "/messageactions", undefined, token);
    expect(jsonOf(answer)).toEqual({
      code: "oauthtoken_scope_invalid",
      message: "The OAuth token passed does not have the required scope.",
    });
  });
});

describe("thresholds", () => {
  const documented: [OperationName, number, string, string, object?][] = [
    ["createAction", 30, "POST", "/messageactions", {}],
    ["listActions", 30, "GET", "/messageactions"],
    ["getAction", 10, "GET", "/messageactions/{id}"],
    ["updateAction", 10, "PATCH", "/messageactions/{id}", { hint: "h" }],
    ["deleteAction", 10, "DELETE", "/messageactions/{id}1"],
    ["updateHandler", 10, "PATCH", "/messageactions/{id}/handlers/execution_handler", { permissions: [] }],
    ["getHandler", 10, "GET", "/messageactions/{id}/handlers/execution_handler"],
    ["createFunction", 10, "POST", "/functions", {}],
    ["listFunctions", 30, "GET", "/functions"],
    ["getFunction", 30, "GET", "/functions/{id}"],
    ["updateFunction", 10, "PATCH", "/functions/{id}", { description: "d" }],
    ["deleteFunction", 10, "DELETE", "/functions/{id}1"],
    ["createFunctionHandler", 10, "POST", "/functions/{id}/handlers", {}],
    ["updateFunctionHandler", 10, "PATCH", "/functions/{id}/handlers/form_submit_handler", { permissions: [] }],
    ["getFunctionHandler", 10, "GET", "/functions/{id}/handlers/form_submit_handler"],
    ["deleteFunctionHandler", 10, "DELETE", "/functions/{id}/handlers/form_submit_handler"],
  ];

  test.each(documented)(
    "%s: %i calls a minute, then a lock of five minutes",
    (operation, perMinute, method, path, body) => {
      const { model, call, clock } = callModel();
      const hands = model.actAs(path.startsWith("/functions") ? model.person : priya);
      const made = path.startsWith("/functions")
        ? hands.functions.create(webhookFunction(), clock.now)
        : hands.create(webhookAction({ name: "A" }), clock.now);
      const once = () => {
        const { status } = call(method, path.replace("{id}", made.id), body);
        return { status, throttled: model.calls().at(-1)?.throttled };
      };
      for (let calls = 0; calls < perMinute; calls += 1) expect(once().throttled).toBeUndefined();
      clock.now += minute - 1;
      expect(once()).toEqual({ status: 429, throttled: "exhausted" });
      clock.now += 5 * minute - 1;
      expect(once()).toEqual({ status: 429, throttled: "locked" });
      clock.now += 1;
      expect(once().throttled).toBeUndefined();
      expect(model.calls().at(-1)?.operation).toBe(operation);
    },
  );

  test("a minute after the first call there is room for one more", () => {
    const { call, clock } = callModel({ thresholds: { listActions: 2 } });
    call("GET", "/messageactions");
    clock.now += 30_000;
    call("GET", "/messageactions");
    clock.now += 30_000;
    expect(call("GET", "/messageactions").status).toBe(200);
    expect(call("GET", "/messageactions").status).toBe(429);
  });

  test("are per operation and per person, whatever the token or client", () => {
    const { model, call, clock } = callModel({ thresholds: { listActions: 1 } });
    const sameOperator = model.addClient();
    const someoneElse = model.addClient({ person: priya });
    const listAs = (client: ZohoClient) =>
      call("GET", "/messageactions", undefined, tokenOf(model, client, clock.now)).status;
    expect([listAs(model), listAs(sameOperator), listAs(someoneElse)]).toEqual([200, 429, 200]);
    expect(call("POST", "/messageactions", webhookAction()).status).toBe(200);
  });

  test("a person at work in Cliq's pages spends nothing and is not stopped by a lock", () => {
    const { model, call, clock } = callModel({ thresholds: { createAction: 0 } });
    expect(call("POST", "/messageactions", webhookAction()).status).toBe(429);
    model.actAs(model.person).create({ name: "By hand", hint: "h", message_types: ["text"] }, clock.now);
    expect(model.actions().map(({ name }) => name)).toEqual(["By hand"]);
    expect(model.calls()).toHaveLength(1);
  });

  test("refuse in the 400 form too, with Retry-After when asked to", () => {
    const { call } = callModel({ thresholds: { listActions: 0 }, throttleForm: 400, retryAfter: "60" });
    const answer = call("GET", "/messageactions");
    expect([answer.status, jsonOf(answer)["code"], answer.headers["retry-after"]]).toEqual([
      400,
      "request_limit_exceeded",
      "60",
    ]);
    const plain = callModel({ thresholds: { listActions: 0 } }).call("GET", "/messageactions");
    expect(plain.headers).not.toHaveProperty("retry-after");
  });
});

test("a path nobody serves is 404, a method nobody serves there 405", () => {
  const { call } = callModel();
  expect(call("GET", "/bots").status).toBe(404);
  expect(call("POST", "/messageactions/1/handlers").status).toBe(404);
  expect(call("PUT", "/messageactions").status).toBe(405);
});

test.each([
  ["a parameter that no list has", "GET", "?offset=5"],
  ["a parameter of a list beside one action", "GET", "/1?limit=5"],
  ["a parameter twice", "GET", "?limit=5&limit=6"],
  ["a parameter behind a second question mark", "GET", "?limit=5?next_token=x"],
])("refuses %s, because Cliq may do anything with it", (_, method, rest) => {
  expect(callModel().call(method, `/messageactions${rest}`).status).toBe(400);
});

test("UNKNOWN statuses can be chosen", () => {
  const { call } = callModel({ statuses: { msgaction_not_found: 400 } });
  expect(call("GET", "/messageactions/1").status).toBe(400);
});

test("the call records tell what happened and hold no secret", () => {
  const { model, call, clock } = callModel();
  const id = idOf(call("POST", "/messageactions", webhookAction()));
  call("PATCH", `/messageactions/${id}`, { nonsense: true });
  model.handle({ method: "POST", path: "/oauth/v2/token?client_secret=s3cret", headers: {}, body: "" }, clock.now);
  const [at, userId, actions] = [clock.now, "64827311", "/api/v3/messageactions"];
  expect(model.calls()).toEqual([
    { at, method: "POST", path: actions, operation: "createAction", userId, status: 200 },
    {
      at,
      method: "PATCH",
      path: `${actions}/${id}`,
      operation: "updateAction",
      userId,
      status: 400,
      refusal: "extra_key_found",
    },
    { at, method: "POST", path: "/oauth/v2/token", operation: "token", status: 200, refusal: "invalid_client" },
  ]);
});

test("two models with the same seed answer the same calls with the same bytes; another seed with other ids", () => {
  const run = (seed: number) => {
    const { call } = callModel({ seed });
    return [call("POST", "/messageactions", webhookAction()).body, call("GET", "/messageactions").body];
  };
  expect(run(7)).toEqual(run(7));
  expect(run(7)).not.toEqual(run(8));
});
