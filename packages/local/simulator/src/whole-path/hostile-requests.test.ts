import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { eventOf } from "@cliq-actions/core/testing";
import type { LocalStack } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { slugOf } from "../simulation/to-page.ts";
import { type Stage, startStage } from "./start-stage.ts";

const running = new AsyncDisposableStack();
let stage: Stage;
let stack: LocalStack;
let answers = "";

beforeAll(async () => {
  stage = await startStage(running, 71);
  stack = await stage.aws.deploy(stage.stack);
});
afterAll(() => running.disposeAsync());

interface Answer {
  readonly status: number;
  readonly body: string;
}

const urlOf = (slug: string): string =>
  stage.cliq.model.actions().find((action) => slugOf(action) === slug)?.executionUrl ?? "";

async function post(
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string> = { "content-type": "application/json" },
): Promise<Answer> {
  const response = await fetch(url, { method: "POST", body: body as BodyInit, headers });
  const answer = { status: response.status, body: await response.text() };
  answers += answer.body;
  return answer;
}

/** A click on a message of its own, in the pinned organisation. */
function clickOn(
  messageId: string,
  overrides: { timestamp?: number; organization?: string; user?: object; text?: string } = {},
): string {
  const message = {
    id: messageId,
    type: "text",
    text: overrides.text ?? "It is broken 🔥",
    time: "1707283711000",
    sender: { id: "7", first_name: "Ana" },
  };
  return JSON.stringify(
    eventOf("text-message", {
      timestamp: overrides.timestamp ?? Date.now(),
      params: {
        message,
        messages: { count: 1, list: [message] },
        access: {
          user_id: "7",
          chat_id: "CT_1",
          organization: { type: "company", id: overrides.organization ?? stage.cliq.organizationId },
        },
        user: { id: "7", first_name: "Ana", last_name: "Gil", ...overrides.user },
      },
    }),
  );
}

async function countTickets(): Promise<number> {
  const table = stack.resources.find(
    ({ type, path }) => type === "AWS::DynamoDB::Table" && path.includes("/create-ticket/"),
  );
  const client = new DynamoDBClient({
    region: "us-east-1",
    endpoint: stage.aws.endpoints.dynamodb,
    credentials: stage.aws.adminCredentials,
  });
  const { Count } = await client.send(new ScanCommand({ TableName: table?.physicalId, ConsistentRead: true }));
  client.destroy();
  return Count ?? 0;
}

test("a wrong credential and another action's credential get the same bytes", async () => {
  const url = urlOf("create-ticket");
  const credential = url.split("/").at(-1) ?? "";
  const other = urlOf("translate").split("/").at(-1) ?? "";
  const wrong = [
    `${url.slice(0, -1)}${url.endsWith("A") ? "B" : "A"}`,
    url.replace(credential, other),
    url.replace(credential, "x"),
    `${url}%00`,
  ];
  const got = await Promise.all(wrong.map((target) => post(target, clickOn("w1"))));
  expect(new Set(got.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set(['{"status":401,"body":"{\\"message\\":\\"Unauthorized\\"}"}']),
  );
});

test("size, JSON, organisation and freshness are answered as documented, and nothing is written", async () => {
  const url = urlOf("create-ticket");
  const before = await countTickets();
  const minutes = (count: number): number => Date.now() + count * 60_000;
  expect(await post(url, "x".repeat(1_048_577))).toMatchObject({ status: 413 });
  expect(await post(url, "{not json")).toMatchObject({ status: 400 });
  expect(await post(url, Buffer.from(clickOn("u16"), "utf16le"))).toMatchObject({ status: 400 });
  expect(await post(url, clickOn("o1", { organization: "999" }))).toMatchObject({ status: 403 });
  expect(await post(url, clickOn("t1", { timestamp: minutes(-10) }))).toEqual({
    status: 401,
    body: '{"message":"Unauthorized"}',
  });
  expect(await post(url, clickOn("t2", { timestamp: minutes(6) }))).toEqual({
    status: 401,
    body: '{"message":"Unauthorized"}',
  });
  expect(await post(url, clickOn("m1"), { "content-type": "text/plain" })).toMatchObject({ status: 415 });
  expect(await countTickets()).toBe(before);
});

test("the same delivery 25 times at once is one ticket and 25 equal answers", async () => {
  const before = await countTickets();
  const body = clickOn("same-delivery");
  const got = await Promise.all(Array.from({ length: 25 }, () => post(urlOf("create-ticket"), body)));
  expect(new Set(got.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(got[0]).toMatchObject({ status: 200, body: expect.stringContaining("created") });
  expect(await countTickets()).toBe(before + 1);
});

test("another click on the same message says which ticket there is and who asked for it", async () => {
  const url = urlOf("create-ticket");
  await post(url, clickOn("clicked-twice"));
  const before = await countTickets();
  expect((await post(url, clickOn("clicked-twice", { timestamp: Date.now() + 1 }))).body).toMatch(
    /[Aa]lready created: #[\w-]+ by you/,
  );
  const other = await post(
    url,
    clickOn("clicked-twice", { timestamp: Date.now() + 2, user: { id: "8", first_name: "Bo" } }),
  );
  expect(other.body).toMatch(/[Aa]lready created: #[\w-]+ by Ana Gil/);
  expect(await countTickets()).toBe(before);
});

test("only POST to an action's own route leads anywhere", async () => {
  const url = urlOf("create-ticket");
  const attempts: [string, string][] = [
    ["GET", url],
    ["PUT", url],
    ["DELETE", url],
    ["POST", `${url}/`],
    ["POST", `${url}/more`],
    ["POST", url.replace("create-ticket", "CREATE-TICKET")],
    ["POST", url.replace("create-ticket", "nothing")],
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
  const webhook = stack.functions.find(({ path }) => path.includes("/create-ticket/"));
  const body = Buffer.from(clickOn("direct-invoke", { text: "ünïcode 🎫" })).toString("base64");
  const pathParameters = { credential: urlOf("create-ticket").split("/").at(-1) };
  const { ok, payload } = await stack.invoke(webhook?.functionName ?? "", {
    version: "2.0",
    headers: {},
    pathParameters,
    isBase64Encoded: true,
    body,
  });
  expect(ok).toBe(true);
  expect(payload).toMatchObject({ statusCode: 200, body: expect.stringContaining("ünïcode 🎫") });
});

test("no secret of the run is in a log, a template, an answer or an event, and no word anybody wrote in a log", async () => {
  const logs = stage.events.flatMap((event) => (event.type === "log" ? [event.line] : [])).join("\n");
  const events = JSON.stringify(stage.events.filter(({ type }) => type !== "log"));
  const template = await readFile(join(stage.stack.cdkOut, "cliq-actions-local.template.json"), "utf8");
  expect(logs).toContain("create-ticket");
  expect(answers).toContain("Unauthorized");
  const credentials = stage.cliq.model.actions().map(({ executionUrl }) => executionUrl?.split("/").at(-1) ?? "");
  const stored = await readParameters(["signing-key", "oauth/client", "oauth/refresh-token", "oauth/access-token"]);
  const accessToken = String(JSON.parse(stored.at(-1) ?? "").accessToken);
  const secrets = [...credentials, ...stored, accessToken, stage.cliq.clientSecret, stage.cliq.refreshToken];
  expect(secrets.filter((secret) => secret.length < 20)).toEqual([]);
  for (const [place, text] of Object.entries({ logs, events, template, answers })) {
    for (const secret of secrets) expect(text.includes(secret), place).toBe(false);
  }
  for (const word of ["ünïcode", "It is broken", "Ana"]) expect(logs).not.toContain(word);
});

async function readParameters(names: readonly string[]): Promise<string[]> {
  const client = new SSMClient({
    region: "us-east-1",
    endpoint: stage.aws.endpoints.ssm,
    credentials: stage.aws.adminCredentials,
  });
  const read = async (name: string): Promise<string> => {
    const { Parameter } = await client.send(
      new GetParameterCommand({ Name: `/cliq-actions/local/${name}`, WithDecryption: true }),
    );
    return Parameter?.Value ?? "";
  };
  const values = await Promise.all(names.map(read));
  client.destroy();
  return values;
}
