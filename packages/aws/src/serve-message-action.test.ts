import fs from "node:fs";
import { UpstreamFailed, UserError } from "@cliq-actions/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  credential,
  environment,
  foreignCredential,
  freshBody,
  neighbours,
  post,
  publicKey,
  serveWith,
  signatureOf,
} from "./testing/webhook.ts";

const handler = serveWith();
const writeSync = fs.writeSync;
const logged: string[] = [];

// The log goes straight to file descriptor 1; here it is kept, to be looked at when everything was tried.
beforeAll(() => {
  fs.writeSync = ((_descriptor: number, line: string) => {
    logged.push(line);
    return Buffer.byteLength(line);
  }) as typeof writeSync;
});
afterAll(() => {
  fs.writeSync = writeSync;
  for (const line of logged) {
    expect(line).toMatch(/^\{.{1,8191}\}\n$/);
    for (const secret of [credential, "secret text", "login page", "zylcal"]) expect(line).not.toContain(secret);
  }
});
const output = (body: string | undefined): unknown => JSON.parse(body ?? "").output;

test("an authentic click is answered with the reply in Cliq's envelope", async () => {
  const answer = await post(handler, freshBody());
  expect(answer).toMatchObject({ statusCode: 200, headers: { "content-type": "application/json" } });
  expect(output(answer.body)).toEqual({
    type: "banner",
    status: "success",
    text: "The login page shows an error since this morning",
  });
});

test("the credentials of the versions beside the current one open the route too", async () => {
  for (const neighbour of neighbours) {
    expect(await post(handler, freshBody(), { pathParameters: { credential: neighbour } })).toMatchObject({
      statusCode: 200,
    });
  }
});

test("whatever is wrong with the credential, the answer is the same 401", async () => {
  const wrong: unknown[] = [
    foreignCredential,
    "",
    undefined,
    null,
    7,
    {},
    `${credential}=`,
    credential.slice(1),
    credential.toUpperCase(),
    `${credential}\u0000`,
  ];
  const answers = await Promise.all(
    wrong.map((bad) => post(handler, freshBody(), { pathParameters: { credential: bad } })),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([
      JSON.stringify({
        statusCode: 401,
        headers: { "content-type": "application/json" },
        body: '{"message":"Unauthorized"}',
      }),
    ]),
  );
});

test("a credential anywhere but in the path opens nothing", async () => {
  const elsewhere = {
    pathParameters: {},
    queryStringParameters: { credential },
    headers: { authorization: `Bearer ${credential}` },
  };
  expect(await post(handler, freshBody(), elsewhere)).toMatchObject({ statusCode: 401 });
});

test.each([
  ["nothing", undefined],
  ["null", null],
  ["an empty object", {}],
  ["null parts", { headers: null, pathParameters: null, requestContext: null, body: null }],
  ["an S3 event", { Records: [{ s3: {} }] }],
  ["a body that is an object", { pathParameters: {}, body: { a: 1 } }],
])("an event that is %s is a 401, not a crash", async (_name, event) => {
  const bare = serveWith();
  const answer = await bare(event as never, { awsRequestId: "0", getRemainingTimeInMillis: () => 1e4 } as never);
  expect(answer.statusCode).toBe(401);
});

test.each([
  ["payload format 1.0", { version: "1.0" }],
  ["no payload format", { version: undefined }],
  ["another action's route", { routeKey: "POST /actions/other-action/{credential}" }],
  ["another method", { routeKey: "GET /actions/test-action/{credential}" }],
  ["the default route", { routeKey: "$default" }],
  ["a body in base64 with junk", { body: `${Buffer.from("{}").toString("base64")}\n`, isBase64Encoded: true }],
  ["a body in base64url", { body: Buffer.from([255, 254]).toString("base64url"), isBase64Encoded: true }],
  ["a body in base64 without padding", { body: "e30", isBase64Encoded: true }],
  ["a body in base64 with spare bits", { body: "e31=", isBase64Encoded: true }],
  ["a body with half a character", { body: freshBody().replace("login", "\ud83c") }],
])("an event with %s is answered like a wrong credential", async (_name, event) => {
  const wrong = await post(handler, freshBody(), { pathParameters: {} });
  expect(await post(handler, freshBody(), event)).toEqual(wrong);
});

test("a body over six MiB is 413 before anything else is looked at", async () => {
  const most = 6 * 1_048_576;
  const large = "x".repeat(most + 1);
  expect(await post(handler, large, { pathParameters: {} })).toMatchObject({ statusCode: 413 });
  expect(await post(handler, "é".repeat(most / 2 + 1))).toMatchObject({ statusCode: 413 });
  expect(await post(handler, Buffer.alloc(most + 1).toString("base64"), { isBase64Encoded: true })).toMatchObject({
    statusCode: 413,
  });
  expect(await post(handler, "x".repeat(most))).toMatchObject({ statusCode: 400 });
});

test("a base64 body with emoji arrives byte for byte", async () => {
  const body = freshBody({ params: { message: { type: "text", text: "ünï 🎫", sender: { id: 1 } }, messages: null } });
  const answer = await post(handler, Buffer.from(body).toString("base64"), { isBase64Encoded: true });
  expect(output(answer.body)).toMatchObject({ text: "ünï 🎫" });
});

test("base64 text that is not declared as base64 is not JSON", async () => {
  expect(await post(handler, Buffer.from(freshBody()).toString("base64"))).toMatchObject({ statusCode: 400 });
});

test.each([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/json;charset=utf-16",
  "",
])("a declared content type of %j is 415", async (type) => {
  expect(await post(handler, freshBody(), { headers: { "content-type": type } })).toMatchObject({ statusCode: 415 });
});

test.each(["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'])(
  "a content type of %j is taken",
  async (type) => {
    expect(await post(handler, freshBody(), { headers: { "content-type": type } })).toMatchObject({ statusCode: 200 });
  },
);

test("a compressed body is never inflated", async () => {
  expect(await post(handler, freshBody(), { headers: { "content-encoding": "gzip" } })).toMatchObject({
    statusCode: 415,
  });
});

test.each([
  ["seconds", 1_707_283_715],
  ["a string", "1707283715000"],
  ["a fraction", 1_707_283_715_000.5],
  ["huge", 1e20],
  ["negative", -1_707_283_715_000],
  ["null", null],
  ["empty", ""],
])("a timestamp that is %s is malformed", async (_name, timestamp) => {
  const answer = await post(handler, freshBody({ timestamp: timestamp as number }));
  expect(answer).toMatchObject({
    statusCode: 400,
    body: '{"message":"timestamp must be whole milliseconds since the epoch"}',
  });
});

test("an event more than five minutes away is refused like a wrong credential, in both directions", async () => {
  const wrong = await post(handler, freshBody(), { pathParameters: {} });
  for (const minutes of [-10, -5.1, 5.1, 6]) {
    expect(await post(handler, freshBody({ timestamp: Date.now() + Math.round(minutes * 60_000) }))).toEqual(wrong);
  }
  expect(await post(handler, freshBody({ timestamp: Date.now() + 4 * 60_000 }))).toMatchObject({ statusCode: 200 });
});

test.each(["999", "123456456 ", "", undefined])("organisation %j is forbidden", async (id) => {
  const access = { organization: { id }, user_id: "1" };
  expect(await post(handler, freshBody({ params: { access } }))).toMatchObject({ statusCode: 403 });
});

test("an organisation id sent as a number is the same organisation", async () => {
  const access = { organization: { id: 123456456 }, user_id: 7 };
  expect(await post(handler, freshBody({ params: { access } }))).toMatchObject({ statusCode: 200 });
});

test("a guest's own organisation is not compared", async () => {
  const user = { id: "5", organization_id: "other" };
  expect(await post(handler, freshBody({ params: { user } }))).toMatchObject({ statusCode: 200 });
});

test.each([
  ["params.user", { user: [] }],
  ["params.message", { message: "hi" }],
  ["params.message.id", { message: { text: "a", id: {} } }],
  ["params.user.id", { user: { id: [] } }],
])(
  "a block or id %s of another shape is named in the log, and the person is told that the action cannot read it",
  async (field, params) => {
    const answer = await post(handler, freshBody({ params }));
    expect(answer.statusCode).toBe(200);
    expect(output(answer.body)).toMatchObject({
      status: "failure",
      text: "Cliq sent something that this action does not understand. (ref 7f3a1c2e)",
    });
    expect(JSON.parse(logged.at(-1) ?? "")).toMatchObject({
      Outcome: "malformed_invocation",
      error: { detail: expect.stringMatching(`^${field} must be`) as string },
    });
  },
);

test.each([
  ["params.message.sender", { message: { text: "a", sender: "x" } }],
  ["params.messages.list", { messages: { count: 1, list: {} } }],
  ["params.messages.count", { messages: { count: 3, list: [] } }],
  ["params.mentions", { mentions: {} }],
])("a wrong type in %s costs nobody the click", async (_field, params) => {
  expect(output((await post(handler, freshBody({ params }))).body)).toMatchObject({ status: "success" });
});

test.each([
  ["another component's type", { type: "function" }],
  ["another handler", { handler: { type: "button_handler" } }],
])("%s is answered in words, and counted as malformed", async (_name, overrides) => {
  const answer = await post(handler, freshBody(overrides));
  expect(answer).toMatchObject({ statusCode: 200 });
  expect(output(answer.body)).toMatchObject({
    status: "failure",
    text: "Cliq sent something that this action does not understand. (ref 7f3a1c2e)",
  });
  expect(JSON.parse(logged.at(-1) ?? "")).toMatchObject({ Outcome: "malformed_invocation" });
});

test("leaves of another type are served without, named in the log, and counted", async () => {
  const params = { message: { type: "text", text: "hi", sender: "zylcal" }, messages: null };
  expect(await post(handler, freshBody({ params }))).toMatchObject({ statusCode: 200 });
  const line: Record<string, unknown> = JSON.parse(logged.at(-1) ?? "");
  expect(line).toMatchObject({ Outcome: "replied", OddFields: 1, oddFields: ["params.message.sender"] });
  expect(JSON.stringify(line._aws)).toContain('{"Name":"OddFields","Unit":"Count"}');
  await post(handler, freshBody());
  expect(logged.at(-1)).not.toContain("ddFields");
});

test("blocks a person did not consent to are missed without harm", async () => {
  const params = {
    user: undefined,
    chat: undefined,
    location: undefined,
    attachments: undefined,
    mentions: undefined,
    messages: undefined,
  };
  expect(await post(handler, freshBody({ params }))).toMatchObject({ statusCode: 200 });
  const mute = await post(handler, freshBody({ params: { ...params, message: undefined } }));
  expect(output(mute.body)).toMatchObject({ type: "banner", status: "failure" });
});

test("a kind of message the action does not take is explained to the person", async () => {
  const answer = await post(handler, freshBody({ params: { message: { type: "video" }, messages: undefined } }));
  expect(output(answer.body)).toEqual({
    type: "banner",
    status: "failure",
    text: "This action works on text messages only.",
  });
});

test("a failure the person should see is 200 with a banner, and a bug says nothing of itself", async () => {
  const failing = async (error: unknown): Promise<unknown> =>
    output(
      (
        await post(
          serveWith(environment, () => Promise.reject(error)),
          freshBody(),
        )
      ).body,
    );
  expect(await failing(new UserError("This message is already closed"))).toMatchObject({
    status: "failure",
    text: "This message is already closed",
  });
  expect(await failing(new UpstreamFailed("ticket desk", { status: 503 }))).toMatchObject({
    text: "The ticket desk is not answering. Try again. (ref 7f3a1c2e)",
  });
  expect(await failing(new TypeError("secret text"))).toMatchObject({ text: "Something went wrong. (ref 7f3a1c2e)" });
});

test("a failure that quotes a long message is cut, not lost", async () => {
  const quoting = serveWith(environment, (text) => Promise.reject(new UserError(`"${text}" is already closed`)));
  const answer = await post(
    quoting,
    freshBody({ params: { message: { type: "text", text: "*long* ".repeat(1_400) }, messages: undefined } }),
  );
  expect(answer.statusCode).toBe(200);
  expect(output(answer.body)).toMatchObject({
    type: "banner",
    status: "failure",
    text: expect.stringMatching(/^"[^]{1,999}…$/),
  });
});

test("work that outlasts Cliq's patience is answered while Cliq still listens", async () => {
  const slow = serveWith(environment, () => new Promise(() => {}));
  const routeKey = "POST /actions/test-action/{credential}";
  const event = { version: "2.0", routeKey, pathParameters: { credential }, body: freshBody() };
  const answer = await slow(event, { awsRequestId: "abcdefgh", getRemainingTimeInMillis: () => 1_050 } as never);
  expect(output(answer.body)).toMatchObject({ text: "The action is not answering. Try again. (ref abcdefgh)" });
});

test.each([
  ["no digests", { ...environment, CREDENTIAL_DIGESTS: "" }],
  ["a blank digest", { ...environment, CREDENTIAL_DIGESTS: `${environment.CREDENTIAL_DIGESTS}, ` }],
  ["no organisation", { ...environment, CLIQ_ORGANIZATION_ID: "" }],
  ["a placeholder organisation", { ...environment, CLIQ_ORGANIZATION_ID: "REPLACE_ME" }],
  ["no word on signatures", { ...environment, SIGNATURE: "" }],
  ["an unknown word on signatures", { ...environment, SIGNATURE: "Off", CLIQ_PUBLIC_KEY: publicKey }],
  ["a signature required and no public key", { ...environment, SIGNATURE: "required" }],
  ["a malformed public key", { ...environment, SIGNATURE: "required", CLIQ_PUBLIC_KEY: "REPLACE_ME" }],
  ["a blank public key", { ...environment, SIGNATURE: "required", CLIQ_PUBLIC_KEY: "  " }],
  ["an empty public key", { ...environment, SIGNATURE: "required", CLIQ_PUBLIC_KEY: "" }],
])("with %s configured nothing is served", async (_name, variables) => {
  expect(await post(serveWith(variables), freshBody())).toMatchObject({ statusCode: 503 });
});

test("where a signature is required, it must be of these very bytes", async () => {
  const signed = serveWith({ ...environment, SIGNATURE: "required", CLIQ_PUBLIC_KEY: publicKey });
  const body = freshBody();
  const good = signatureOf(body);
  const withSignature = (value: string | undefined, sent = body): ReturnType<typeof post> =>
    post(signed, sent, { headers: { "x-cliq-signature": value } });
  expect(await withSignature(good)).toMatchObject({ statusCode: 200 });
  const flipped = `${good.startsWith("A") ? "B" : "A"}${good.slice(1)}`;
  for (const bad of [
    undefined,
    "",
    flipped,
    good.slice(0, 100),
    `sha1=${good}`,
    `${good}\u0000`,
    `${good}\n`,
    good.replace(/=+$/, ""),
    good.replaceAll("+", "-").replaceAll("/", "_"),
    "A".repeat(1_000_000),
    signatureOf(`${body} `),
  ]) {
    expect(await withSignature(bad)).toMatchObject({ statusCode: 401 });
  }
  expect(await withSignature(good, `${body} `)).toMatchObject({ statusCode: 401 });
  expect(await withSignature(good, JSON.stringify(JSON.parse(body), null, 1))).toMatchObject({ statusCode: 401 });
});
