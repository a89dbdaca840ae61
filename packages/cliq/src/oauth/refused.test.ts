import { expect, it } from "vitest";
import { isTooMany, toVerdict } from "./accounts-answer.ts";
import type { SendOutcome } from "../http/send-request.ts";
import { GrantRefused } from "./grant-refused.ts";
import { requestToken } from "./request-token.ts";
import { revokeToken } from "./revoke-token.ts";
import { TokenRefused } from "./token-refused.ts";
import { TokenThrottled } from "./token-throttled.ts";

it.each([
  ["too many requests", undefined, true],
  ["Access Denied", "You have made too many requests continuously. Please try again after some time.", true],
  [undefined, "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED", true],
  ["Access Denied", undefined, false],
  ["Access", "Denied", false],
  [undefined, undefined, false],
])("an error of %j, %j says that there were too many calls: %j", (error, error_description, isIt) => {
  expect(isTooMany({ error, error_description })).toBe(isIt);
});

it("nothing says nothing of too many calls", () => {
  expect(isTooMany(undefined)).toBe(false);
});

it.each([
  ["unavailable", ["general_error", "temporarily_unavailable", "server_error: 5", "Internal_Server_Error"]],
  [
    "refused",
    [
      "invalid_code",
      "invalid_client",
      "unauthorized_client",
      "unsupported_grant_type",
      "access_denied",
      "Access Denied",
    ],
  ],
  ["unknown", [undefined, "", "moon_phase", "general_errors", "an invalid_code", "no server_error"]],
])("an error is taken for %s: %j", (verdict, errors) => {
  expect(errors.map((error) => toVerdict({ error }))).toEqual(errors.map(() => verdict));
});

it.each([
  [
    "invalid_code",
    /^It works once and for three minutes unless you chose longer, and only with the client and in the data centre it was made in\. Generate a new one and try again\.$/,
  ],
  [
    "invalid_client",
    /^Usually the client lives in another data centre: check that it is the one of your organisation\. Otherwise copy the client id again\.$/,
  ],
  [
    "invalid_client_secret",
    /^The client secret is not the one of this client: copy it again, and generate a new grant code\.$/,
  ],
  ["access_denied", /^Check that the person who generated it may use Cliq, then generate a new one and try again\.$/],
  ["Access Denied", /^Check that the person who generated it may use Cliq, then generate a new one and try again\.$/],
  [
    "no refresh token",
    /^Zoho answered with an access token alone, as it does for grants without a user and for other kinds of clients\. Use a grant code of a self client\.$/,
  ],
  ["moon_phase", /^Check the data centre and the client, generate a new grant code and try again\.$/],
])("a grant code refused with %s comes with what to do", (reason, remedy) => {
  const error = new GrantRefused(reason);
  expect(error).toMatchObject({ code: "grant_refused", reason });
  const before = `Zoho refused the grant code (${reason}). `;
  expect(error.message.slice(0, before.length)).toBe(before);
  expect(error.message.slice(before.length)).toMatch(remedy);
});

it.each([
  ["invalid_client", "Check that the data centre is the one of your organisation, then run \u{E003}"],
  ["Access Denied", "Check that the person who granted it may still use Cliq, then run \u{E003}"],
  ["access_denied", "Check that the person who granted it may still use Cliq, then run \u{E003}"],
  ["invalid_code", "To grant it anew, run \u{E003}"],
  ["no access denied", "To grant it anew, run \u{E003}"],
])("an access refused with %s comes with what to do", (reason, remedy) => {
  const cause = new Error("socket");
  const error = new TokenRefused(reason, { cause });
  expect(error).toMatchObject({ code: "token_refused", reason, cause });
  expect(error.message).toBe(`Zoho refused to renew the access (${reason}). ${remedy}`);
});

it.each([
  [undefined, "ten minutes"],
  [540_001, "ten minutes"],
  [540_000, "9 minutes"],
  [60_000, "1 minute"],
  [0, "1 minute"],
])("who is throttled for %j ms waits %s", (waitMs, words) => {
  expect(new TokenThrottled(waitMs)).toMatchObject({
    code: "token_throttled",
    message: `Zoho has issued too many access tokens in ten minutes. Wait ${words}, then try again`,
  });
});

const question = {
  grant_type: "authorization_code",
  client_id: "1000.C",
  client_secret: "s3cr3t-v",
  code: "c0de-77",
} as const;
const answer = (status: number, body: object): SendOutcome => ({
  kind: "answer",
  status,
  retryAfter: undefined,
  text: JSON.stringify(body),
});
const noAnswer: SendOutcome = {
  kind: "no-answer",
  mayHaveArrived: true,
  transient: true,
  message: "no Bearer abcdefgh",
};
const upstream = (status: string | number, transient?: boolean): object => ({
  code: "upstream_failed",
  system: "Zoho accounts server",
  status,
  ...(transient === undefined ? {} : { transient }),
});

it.each<[SendOutcome, object]>([
  [
    answer(201, { access_token: "t", scope: "a, b c" }),
    { kind: "granted", accessToken: "t", scopes: ["a", "b", "c"], lifetimeMs: 300_000 },
  ],
  [answer(200, { access_token: "t" }), { kind: "granted", refreshToken: undefined, scopes: [] }],
  [
    answer(400, { error: "invalid_code", error_description: "x" }),
    { kind: "refused", reason: "invalid_code", known: true },
  ],
  [
    answer(200, { error: "moon s3cr3t-v", error_description: "full" }),
    { kind: "refused", reason: "moon …, full", known: false },
  ],
  [
    answer(200, { error: "moon", error_description: "authorization_code of 1000.C" }),
    { kind: "refused", reason: "moon, authorization_code of 1000.C", known: false },
  ],
])("the accounts server's %j is an answer", async (outcome, expected) => {
  expect(await requestToken(async () => outcome, "https://a.example", question)).toMatchObject(expected);
});

it.each<[SendOutcome, object]>([
  [noAnswer, upstream("no Bearer …")],
  [answer(300, { access_token: "t" }), upstream(300)],
  [answer(199, { access_token: "t" }), upstream(199)],
  [answer(500, { error: "invalid_code", error_description: "of c0de-77" }), upstream('HTTP 500, "invalid_code, of …"')],
  [answer(400, { error: "server_error" }), upstream('HTTP 400, "server_error"')],
  [answer(400, { error: `server_error ${"x".repeat(300)}` }), upstream(`HTTP 400, "server_error ${"x".repeat(187)}"`)],
  [answer(429, {}), { code: "token_throttled" }],
  // What a status says alone: whether it passes.
  [answer(200, {}), upstream("HTTP 200 without a token", false)],
  ...([302, 404, 499] as const).map((status): [SendOutcome, object] => [answer(status, {}), upstream(status, false)]),
  ...([408, 425, 500, 503] as const).map((status): [SendOutcome, object] => [
    answer(status, {}),
    upstream(status, true),
  ]),
])("the accounts server's %j is none", async (outcome, error) => {
  await expect(requestToken(async () => outcome, "https://a.example", question)).rejects.toMatchObject(error);
});

it.each<[SendOutcome, object]>([
  [noAnswer, upstream("no Bearer …")],
  [answer(200, { status: "failure" }), upstream(200)],
  [answer(201, { status: "success" }), upstream(201)],
  [answer(429, {}), { code: "token_throttled" }],
  [answer(401, { error: "invalid_token" }), upstream("invalid_token")],
  [answer(400, { error: `moon t0ken-77 ${"x".repeat(200)}` }), upstream(`moon … ${"x".repeat(93)}`)],
])("after the accounts server's %j the fate of a token is unknown", async (outcome, error) => {
  await expect(revokeToken(async () => outcome, "https://a.example", "t0ken-77")).rejects.toMatchObject(error);
});

it("what is asked says in which form it is, and which it takes", async () => {
  const asked: object[] = [];
  const send = async (request: object): Promise<SendOutcome> => (asked.push(request), noAnswer);
  await requestToken(send, "https://a.example", question).catch(() => undefined);
  await revokeToken(send, "https://a.example", "t0ken/77").catch(() => undefined);
  const accept = "application/json";
  expect(asked).toEqual([
    {
      method: "POST",
      url: "https://a.example/oauth/v2/token",
      headers: { accept, "content-type": "application/x-www-form-urlencoded" },
      body: "grant_type=authorization_code&client_id=1000.C&client_secret=s3cr3t-v&code=c0de-77",
      timeoutMs: 10_000,
    },
    {
      method: "POST",
      url: "https://a.example/oauth/v2/token/revoke?token=t0ken%2F77",
      headers: { accept },
      timeoutMs: 10_000,
    },
  ]);
});
