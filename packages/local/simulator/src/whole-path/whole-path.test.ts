import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalStack } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { slugOf } from "../simulation/to-page.ts";
import { clickOn } from "../testing/click-on.ts";
import { countRows, readParameters } from "../testing/read-stage.ts";
import { type Stage, startStage } from "../testing/start-stage.ts";

const running = new AsyncDisposableStack();
let stage: Stage;

beforeAll(async () => {
  stage = await startStage(running, { seed: 71 });
});
afterAll(() => running.disposeAsync());

test("when Cliq fails the handler PATCH, the deployment says so and leaves Cliq without the actions", async () => {
  stage.cliq.model.inject({ on: "updateHandler", kind: "refuse", times: 100 });
  const failed = await stage.aws.deploy(stage.stack).then(
    () => undefined,
    (error: unknown) => error as Error & { reason: string },
  );
  expect(failed?.reason).toContain("execution_handler_update_failed");
  expect(stage.cliq.model.actions()).toEqual([]);
});

describe("once Cliq is well again, the same deployment succeeds", () => {
  let stack: LocalStack;
  let answers = "";

  beforeAll(async () => {
    stage.cliq.model.clearFaults();
    stack = await stage.aws.deploy(stage.stack);
  });

  const urlOf = (slug: string): string =>
    stage.cliq.model.actions().find((action) => slugOf(action) === slug)?.executionUrl ?? "";
  const click = (messageId: string, overrides: Partial<Parameters<typeof clickOn>[1]> = {}): string =>
    clickOn(messageId, { organization: stage.cliq.organizationId, ...overrides });
  const countKept = (): Promise<number> => countRows(stage, stack, "keep-row");

  async function post(
    url: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = { "content-type": "application/json" },
  ): Promise<{ status: number; body: string }> {
    const response = await fetch(url, { method: "POST", body, headers });
    const answer = { status: response.status, body: await response.text() };
    answers += answer.body;
    return answer;
  }

  test("a wrong credential and another action's credential get the same bytes", async () => {
    const url = urlOf("keep-row");
    const credential = url.split("/").at(-1) ?? "";
    const other = urlOf("echo").split("/").at(-1) ?? "";
    const wrong = [
      `${url.slice(0, -1)}${url.endsWith("A") ? "B" : "A"}`,
      url.replace(credential, other),
      url.replace(credential, "x"),
      `${url}%00`,
    ];
    const got = await Promise.all(wrong.map((target) => post(target, click("w1"))));
    expect(new Set(got.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"status":401,"body":"{\\"message\\":\\"Unauthorized\\"}"}']),
    );
  });

  test("size, JSON, organisation and freshness are answered as documented, and nothing is written", async () => {
    const url = urlOf("keep-row");
    const before = await countKept();
    const minutes = (count: number): number => Date.now() + count * 60_000;
    const unauthorized = { status: 401, body: '{"message":"Unauthorized"}' };
    expect(await post(url, "x".repeat(6 * 1_048_576 + 1))).toMatchObject({ status: 413 });
    expect(await post(url, "{not json")).toMatchObject({ status: 400 });
    expect(await post(url, Buffer.from(click("u16"), "utf16le"))).toMatchObject({ status: 400 });
    expect(await post(url, click("o1", { organization: "999" }))).toMatchObject({ status: 403 });
    expect(await post(url, click("t1", { timestamp: minutes(-10) }))).toEqual(unauthorized);
    expect(await post(url, click("t2", { timestamp: minutes(6) }))).toEqual(unauthorized);
    expect(await post(url, click("m1"), { "content-type": "text/plain" })).toMatchObject({ status: 415 });
    expect(await countKept()).toBe(before);
  });

  test("the same delivery 25 times at once is one row and 25 equal answers", async () => {
    const before = await countKept();
    const body = click("same-delivery");
    const got = await Promise.all(Array.from({ length: 25 }, () => post(urlOf("keep-row"), body)));
    expect(new Set(got.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(got[0]).toMatchObject({ status: 200, body: expect.stringContaining("Row kept") });
    expect(await countKept()).toBe(before + 1);
  });

  test("another click on the same message finds the row there is and who asked for it", async () => {
    const url = urlOf("keep-row");
    await post(url, click("clicked-twice"));
    const before = await countKept();
    const user = { id: "8", first_name: "Bo" };
    const other = await post(url, click("clicked-twice", { timestamp: Date.now() + 2, user }));
    expect(other.body).toContain("Already kept by Ana Gil");
    expect(await countKept()).toBe(before);
  });

  test("a click on an action with a connection reaches its fake, with the secret, and its refusals come back", async () => {
    const fake = stack.fakes["call-api/noticeBoard"];
    const url = urlOf("call-api");
    expect(await post(url, click("notice"))).toMatchObject({
      status: 200,
      body: expect.stringContaining("Posted as notice N-1"),
    });
    expect(fake?.requests).toMatchObject([
      {
        method: "PUT",
        path: expect.stringMatching(/^\/notices\/./u),
        headers: { authorization: `Bearer ${fake?.secret}` },
        text: JSON.stringify({ words: "It is broken 🔥" }),
      },
    ]);
    expect(await post(url, click("long-notice", { text: "x".repeat(1_001) }))).toMatchObject({
      status: 200,
      body: expect.stringContaining("The notice board takes no notice that long."),
    });
    fake?.failNext("cut", 10);
    expect((await post(url, click("cut-notice"))).body).toContain("failure");
  });

  test("only POST to an action's own route leads anywhere", async () => {
    const url = urlOf("keep-row");
    const attempts: [string, string][] = [
      ["GET", url],
      ["PUT", url],
      ["DELETE", url],
      ["POST", `${url}/`],
      ["POST", `${url}/more`],
      ["POST", url.replace("keep-row", "KEEP-ROW")],
      ["POST", url.replace("keep-row", "nothing")],
      ["POST", url.replace("keep-row", "run-script")],
      ["POST", `${stack.apiUrl}/`],
      ["OPTIONS", url],
    ];
    for (const [method, target] of attempts) {
      const response = await fetch(target, { method, headers: { origin: "https://evil.example" } });
      expect([method, target, response.status]).toEqual([method, target, 404]);
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  test("by direct invoke, a base64 body with emoji arrives whole", async () => {
    const webhook = stack.functions.find(({ path }) => path.includes("/keep-row/"));
    const { pathname } = new URL(urlOf("keep-row"));
    const { ok, payload } = await stack.invoke(webhook?.functionName ?? "", {
      version: "2.0",
      routeKey: "POST /actions/keep-row/{credential}",
      rawPath: pathname,
      headers: {},
      requestContext: { http: { method: "POST", path: pathname } },
      pathParameters: { credential: pathname.split("/").at(-1) },
      isBase64Encoded: true,
      body: Buffer.from(click("direct-invoke", { text: "ünïcode 🎫" })).toString("base64"),
    });
    expect(ok).toBe(true);
    expect(payload).toMatchObject({ statusCode: 200, body: expect.stringContaining("ünïcode 🎫") });
  });

  test("no secret of the run is in a log, a template, an answer or an event, and no word anybody wrote in a log", async () => {
    const logs = stage.events.flatMap((event) => (event.type === "log" ? [event.line] : [])).join("\n");
    const events = JSON.stringify(stage.events.filter(({ type }) => type !== "log"));
    const { cdkOut } = stage.stack;
    const [template = ""] = (await readdir(cdkOut)).filter((file) => file.endsWith(".template.json"));
    const places = { logs, events, template: await readFile(join(cdkOut, template), "utf8"), answers };
    expect(logs).toContain("keep-row");
    expect(answers).toContain("Unauthorized");
    const webhooks = stage.cliq.model.actions().flatMap(({ executionUrl }) => executionUrl ?? []);
    const credentials = webhooks.map((url) => url.split("/").at(-1) ?? "");
    const names = ["signing-key", "oauth/client", "oauth/refresh-token", "oauth/access-token"];
    const stored = await readParameters(stage, names);
    const accessToken = String(JSON.parse(stored.at(-1) ?? "").accessToken);
    const secrets = [...credentials, ...stored, accessToken, stage.cliq.clientSecret, stage.cliq.refreshToken];
    expect(secrets.filter((secret) => secret.length < 20)).toEqual([]);
    expect(JSON.stringify(places)).not.toContain(stack.fakes["call-api/noticeBoard"]?.secret);
    const leaks = Object.entries(places).flatMap(([place, text]) =>
      secrets.flatMap((secret, index) => (text.includes(secret) ? [`secret ${index} in ${place}`] : [])),
    );
    expect(leaks).toEqual([]);
    for (const word of ["ünïcode", "It is broken", "Ana"]) expect(logs).not.toContain(word);
  });

  test("deleting the stack takes the actions out of Cliq", async () => {
    expect(stage.cliq.model.actions().length).toBeGreaterThan(3);
    await stage.aws.destroy(stack.stackName);
    expect(stage.cliq.model.actions()).toEqual([]);
  });
});
