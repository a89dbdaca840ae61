import { connectTo } from "@cliq-actions/aws/testing/connect-to";
import { type RunningFake, startFake } from "@cliq-actions/local-aws/define-fakes";
import { afterEach, beforeEach, expect, test } from "vitest";
import fakes from "./fake.ts";
import { restStatusPage, type StatusPage } from "./status-page.ts";

const update = { key: "message-1", title: "Login is down", body: "We are looking into it." };
let fake: RunningFake;
let statusPage: StatusPage;
beforeEach(async () => {
  fake = await startFake(fakes.connections.statusPage);
  statusPage = restStatusPage(connectTo("statusPage", fake));
});
afterEach(() => fake.close());

test("an update becomes an incident, and the same one however often it is sent", async () => {
  const incident = await statusPage.publish(update);
  expect(incident).toEqual({ id: "inc-1", url: "https://status.example/incidents/inc-1" });
  expect(await statusPage.publish(update)).toEqual(incident);
  expect(fake.requests[0]).toMatchObject({
    method: "POST",
    path: "/v1/incidents",
    headers: { "idempotency-key": "message-1", authorization: `Bearer ${fake.secret}` },
  });
  expect(fake.requests[0]?.json()).toEqual({ title: update.title, body: update.body });
  expect(await statusPage.publish({ ...update, key: "message-2" })).toMatchObject({ id: "inc-2" });
});

test("409: the person learns that the message is published with another text", async () => {
  await statusPage.publish(update);
  await expect(statusPage.publish({ ...update, body: "Solved." })).rejects.toMatchObject({
    code: "user_error",
    message: expect.stringContaining("already, with the text it had then"),
  });
});

test("422: the person learns that the text is not taken", async () => {
  fake.failNext({ status: 422, body: '{"error":"title is offensive"}' });
  await expect(statusPage.publish(update)).rejects.toMatchObject({
    code: "user_error",
    message: expect.stringContaining("does not take this text"),
  });
});

test.each([403, 404])("%i is a failure of the status page, which an operator has to look at", async (status) => {
  fake.failNext({ status });
  await expect(statusPage.publish(update)).rejects.toMatchObject({ code: "upstream_failed", status });
  expect(fake.requests).toHaveLength(1);
});

test("401: a wrong key is a failure that names neither key nor answer", async () => {
  const refused = restStatusPage(connectTo("statusPage", { origin: fake.origin, secret: "wrong-key" }));
  const failure = await refused.publish(update).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "upstream_failed", system: "status page", status: 401 });
  expect(String((failure as Error).stack)).not.toContain("wrong-key");
});

test("429 with Retry-After: waits as long as it is asked to, then succeeds", async () => {
  fake.failNext({ status: 429, headers: { "retry-after": "1" } });
  const startedAt = performance.now();
  expect(await statusPage.publish(update)).toMatchObject({ id: "inc-1" });
  expect(performance.now() - startedAt).toBeGreaterThan(950);
});

test("429 for longer than a click lasts is a failure at once", async () => {
  fake.failNext({ status: 429, headers: { "retry-after": "60" } });
  await expect(statusPage.publish(update)).rejects.toMatchObject({ code: "upstream_failed", status: 429 });
  expect(fake.requests).toHaveLength(1);
});

test.each([500, 502, 503])("%i once is tried again and makes one incident", async (status) => {
  fake.failNext({ status });
  expect(await statusPage.publish(update)).toMatchObject({ id: "inc-1" });
  expect(fake.requests).toHaveLength(2);
});

test("5xx that lasts is a failure after three attempts", async () => {
  fake.failNext({ status: 503 }, 3);
  await expect(statusPage.publish(update)).rejects.toMatchObject({ code: "upstream_failed", status: 503 });
  expect(fake.requests).toHaveLength(3);
});

test("a connection that is cut in the middle of an answer is tried again and makes one incident", async () => {
  fake.failNext("cut");
  expect(await statusPage.publish(update)).toMatchObject({ id: "inc-1" });
});

test("a status page that does not answer in time is a failure", async () => {
  fake.failNext("hang", 3);
  const impatient = restStatusPage(connectTo("statusPage", fake, 500));
  await expect(impatient.publish(update)).rejects.toMatchObject({ code: "upstream_failed", system: "status page" });
});

test.each([
  ["bytes that are no HTTP", "garbage" as const],
  ["no JSON", { status: 201, body: "<html>" }],
  ["JSON without an incident", { status: 201, body: '{"ok":true}' }],
  ["null", { status: 201, body: "null" }],
  ["an address that is no https", { status: 201, body: '{"id":"1","url":"javascript:alert(1)"}' }],
])("an answer of %s is a failure", async (_what, fault) => {
  fake.failNext(fault, 3);
  await expect(statusPage.publish(update)).rejects.toMatchObject({ code: "upstream_failed", system: "status page" });
});
