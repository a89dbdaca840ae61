import { expect, test } from "vitest";
import type { ZohoClient } from "../cliq-model.ts";
import type { CliqModelOptions } from "../cliq-model-options.ts";
import { callModel, jsonOf } from "../testing/call-model.ts";

const minute = 60_000;

function accounts(options: CliqModelOptions = {}) {
  const called = callModel(options);
  const { model, clock } = called;
  const post = (path: string, fields: Record<string, string>, where: "form" | "query" = "form") => {
    const text = new URLSearchParams(fields).toString();
    const [query, body] = where === "form" ? ["", text] : [`?${text}`, ""];
    return model.handle({ method: "POST", path: `/oauth/v2/${path}${query}`, headers: {}, body }, clock.now);
  };
  const clientFields = ({ clientId, clientSecret }: Pick<ZohoClient, "clientId" | "clientSecret">) => ({
    client_id: clientId,
    client_secret: clientSecret,
  });
  const token = (fields: Record<string, string>, where?: "form" | "query") =>
    post("token", { ...clientFields(model), ...fields }, where);
  const refresh = (client: ZohoClient = model) =>
    token({ grant_type: "refresh_token", refresh_token: client.refreshToken, ...clientFields(client) });
  const works = (accessToken: unknown) =>
    called.call("GET", "/messageactions", undefined, String(accessToken)).status === 200;
  return { ...called, post, token, refresh, works };
}

test("a grant code becomes a refresh token and an access token that works, once", () => {
  const { model, token, works } = accounts();
  const exchange = { grant_type: "authorization_code", code: model.grantCode };
  const answer = token(exchange);
  expect(answer.status).toBe(200);
  const body = jsonOf(answer);
  expect(Object.keys(body).toSorted()).toEqual([
    "access_token",
    "api_domain",
    "expires_in",
    "refresh_token",
    "scope",
    "token_type",
  ]);
  expect(body).toMatchObject({ expires_in: 3600, token_type: "Bearer" });
  expect(works(body["access_token"])).toBe(true);
  const refreshed = jsonOf(token({ grant_type: "refresh_token", refresh_token: String(body["refresh_token"]) }));
  expect(works(refreshed["access_token"])).toBe(true);
  expect(token(exchange)).toMatchObject({ status: 200, body: '{"error":"invalid_code"}' });
});

test("a grant code is dead after three minutes, and another can be issued", () => {
  const { model, token, clock, call } = accounts();
  call("GET", "/messageactions");
  clock.now += 3 * minute;
  expect(jsonOf(token({ grant_type: "authorization_code", code: model.grantCode }))).toEqual({ error: "invalid_code" });
  const code = model.issueGrantCode(clock.now);
  clock.now += 3 * minute - 1;
  expect(jsonOf(token({ grant_type: "authorization_code", code }))).toHaveProperty("refresh_token");
});

test("a refresh token makes access tokens, from a form or a query, and no new refresh token", () => {
  const { model, token, works } = accounts();
  for (const where of ["form", "query"] as const) {
    const body = jsonOf(token({ grant_type: "refresh_token", refresh_token: model.refreshToken }, where));
    expect(works(body["access_token"])).toBe(true);
    expect(body).not.toHaveProperty("refresh_token");
  }
});

test.each([
  [{ client_id: "1000.WRONG" }, "invalid_client"],
  [{ client_secret: "wrong" }, "invalid_client_secret"],
  [{ refresh_token: "1000.wrong" }, "invalid_code"],
  [{ grant_type: "password" }, "unsupported_grant_type"],
])("%j is refused with HTTP 200", (fields, error) => {
  const { model, token } = accounts();
  const answer = token({ grant_type: "refresh_token", refresh_token: model.refreshToken, ...fields });
  expect([answer.status, jsonOf(answer)]).toEqual([200, { error }]);
});

test("a client cannot use another's refresh token", () => {
  const { model, token } = accounts();
  const other = model.addClient();
  const answer = token({ grant_type: "refresh_token", refresh_token: other.refreshToken });
  expect(jsonOf(answer)).toEqual({ error: "invalid_code" });
});

test("a refresh token makes ten access tokens in ten minutes, then is denied until the first is ten minutes old", () => {
  const { model, refresh, clock } = accounts();
  for (let made = 0; made < 10; made += 1) expect(jsonOf(refresh())).toHaveProperty("access_token");
  clock.now += 10 * minute - 1;
  const denied = refresh();
  expect([denied.status, jsonOf(denied)["error"]]).toEqual([400, "Access Denied"]);
  expect(jsonOf(refresh(model.addClient()))).toHaveProperty("access_token");
  clock.now += 1;
  expect(jsonOf(refresh())).toHaveProperty("access_token");
});

test("the denial can come with HTTP 200", () => {
  const { refresh } = accounts({ accessDeniedStatus: 200 });
  for (let made = 0; made < 10; made += 1) refresh();
  expect(refresh()).toMatchObject({ status: 200, body: expect.stringContaining("Access Denied") });
});

test("the sixteenth active access token ends the oldest and no other", () => {
  const { refresh, works, clock } = accounts();
  const tokens: unknown[] = [];
  for (let made = 0; made < 15; made += 1) {
    if (made === 10) clock.now += 10 * minute;
    tokens.push(jsonOf(refresh())["access_token"]);
  }
  expect(tokens.map(works)).toEqual(Array(15).fill(true));
  tokens.push(jsonOf(refresh())["access_token"]);
  expect(tokens.map(works)).toEqual([false, ...Array<boolean>(15).fill(true)]);
});

test("client_credentials gives a token that reports the scopes and works nowhere", () => {
  const { token, call } = accounts();
  const body = jsonOf(token({ grant_type: "client_credentials", scope: "ZohoCliq.messageactions.READ" }));
  expect(body["scope"]).toBe("ZohoCliq.messageactions.READ");
  const answer = call("GET", "/messageactions", undefined, String(body["access_token"]));
  expect(jsonOf(answer)["code"]).toBe("oauthtoken_scope_invalid");
});

test("revoking a refresh token ends it and its access tokens; an unknown token is 400", () => {
  const { model, post, refresh, works } = accounts();
  const access = jsonOf(refresh())["access_token"];
  expect(jsonOf(post("token/revoke", { token: model.refreshToken }, "query"))).toEqual({ status: "success" });
  expect(works(access)).toBe(false);
  expect(jsonOf(refresh())).toEqual({ error: "invalid_code" });
  expect(post("token/revoke", { token: model.refreshToken }).status).toBe(400);
});

test("revoking an access token leaves the refresh token alone", () => {
  const { post, refresh, works } = accounts();
  const access = String(jsonOf(refresh())["access_token"]);
  expect(post("token/revoke", { token: access }).status).toBe(200);
  expect(works(access)).toBe(false);
  expect(works(jsonOf(refresh())["access_token"])).toBe(true);
});

test("a person's twenty-first refresh token ends their oldest", () => {
  const { model, refresh } = accounts();
  const newer = Array.from({ length: 20 }, () => model.addClient());
  expect(jsonOf(refresh())).toEqual({ error: "invalid_code" });
  expect(jsonOf(refresh(newer[0]))).toHaveProperty("access_token");
});

test.each([
  [3_600_000, 3_600_000],
  ["3600", "3600"],
  [0, 0],
  [null, undefined],
])("expires_in can be %j", (expiresIn, seen) => {
  expect(jsonOf(accounts({ expiresIn }).refresh())["expires_in"]).toBe(seen);
});

test("other methods and paths are not served", () => {
  const { model, clock } = accounts();
  const request = { headers: {}, body: "" };
  expect(model.handle({ ...request, method: "GET", path: "/oauth/v2/token" }, clock.now).status).toBe(405);
  expect(model.handle({ ...request, method: "POST", path: "/oauth/v2/auth" }, clock.now).status).toBe(404);
});
