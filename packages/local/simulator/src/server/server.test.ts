import { request } from "node:http";
import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { type LocalAws, startLocalAws } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PageState } from "../page-api.ts";
import { people } from "../simulation/people.ts";
import { createSimulation } from "../simulation/simulation.ts";
import { watchFunctions } from "../simulation/watch-functions.ts";
import { PortTaken, startPageServer } from "./start-page-server.ts";

let url = "";
let cliq: FakeCliq;
let aws: LocalAws;
let stop: () => Promise<void>;

beforeAll(async () => {
  [cliq, aws] = await Promise.all([startFakeCliq({ person: people.scott }), startLocalAws()]);
  const page = await startPageServer(0);
  page.show(
    createSimulation({
      cliq,
      aws,
      stack: () => ({
        stackName: "s",
        status: "CREATE_COMPLETE",
        apiUrl: "http://127.0.0.1:1",
        resources: [],
        fakes: {},
        serviceLabels: {},
      }),
      watch: watchFunctions(),
    }),
  );
  url = page.url;
  stop = () => page.stop();
});
afterAll(() => Promise.all([stop(), cliq.stop(), aws.stop()]));

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url + path, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers });

test("the page comes with a policy that allows its own code only", async () => {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'self'; img-src 'self' https: data:;/u);
  expect(await response.text()).not.toMatch(/<script(?![^>]*src=)|\sstyle="|\son\w+="/u);
});

test("its TypeScript arrives as JavaScript", async () => {
  const response = await fetch(`${url}/main.ts`);
  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(await response.text()).not.toContain("(sentence: string)");
});

test.each([
  "/reply/parse-markup.test.ts",
  "/../server/routes.ts",
  "/%2e%2e/server/routes.ts",
  "/nothing.ts",
  "/styles",
])("%s is not served", async (path) => {
  const status = await new Promise((resolve, reject) => {
    request(url + path, { path }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });
  expect(status).toBe(404);
});

test.each(["/api/state", "/api/events"])("another site can neither read nor click: %s", async (path) => {
  const asked = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(url + path, { headers, agent: false }, (response) => {
        resolve(response.statusCode);
        response.destroy();
      })
        .on("error", reject)
        .end();
    });
  expect(await asked({ host: "evil.example" })).toBe(403);
  expect(await asked({ origin: "https://evil.example" })).toBe(403);
  expect(await asked({ origin: url })).toBe(200);
});

test("what happens is streamed to the page: which start it is, and what is said", async () => {
  const stream = await fetch(`${url}/api/events`);
  expect(stream.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const { start } = (await (await fetch(`${url}/api/state`)).json()) as PageState;
  const said = await (await post("/api/messages", { personId: people.kenji.id, text: "news" })).json();
  let heard = "";
  for await (const piece of stream.body ?? []) {
    heard += Buffer.from(piece).toString();
    if (heard.includes("news")) break;
  }
  expect(heard).toContain(`event: start\ndata: ${start}\n\n`);
  expect(heard).toContain(`data: ${JSON.stringify({ type: "message", message: said })}\n\n`);
});

test("a menu without actions says why", async () => {
  const {
    people: [person],
    messages: [message],
  } = (await (await fetch(`${url}/api/state`)).json()) as PageState;
  const menu = await (await post("/api/menu", { personId: person?.id, messageIds: [message?.id] })).json();
  expect(menu).toEqual({ actions: [], missing: [], why: "No message action is registered in this organisation." });
});

test("a click on an address that is gone is reported, not thrown", async () => {
  const action = cliq.model.actAs(people.scott).create(
    {
      name: "Gone",
      hint: "h",
      scope: "organization",
      message_types: ["text"],
      execution_type: "webhook",
      execution_url: "http://127.0.0.1:1/actions/gone/x",
    },
    Date.now(),
  );
  const {
    messages: [message],
  } = (await (await fetch(`${url}/api/state`)).json()) as PageState;
  const report = await (
    await post("/api/execute", { personId: people.scott.id, actionId: action.id, messageIds: [message?.id] })
  ).json();
  expect(report).toMatchObject({ outcome: "unreachable", action: { slug: "gone" }, logs: [] });
  cliq.model.actAs(people.scott).remove(action.id, Date.now());
});

test("what is said is part of the conversation", async () => {
  const said = await (
    await post("/api/messages", { personId: people.amira.id, text: " see https://example.com " })
  ).json();
  expect(said).toMatchObject({ senderId: people.amira.id, type: "link", text: "see https://example.com" });
  expect(((await (await fetch(`${url}/api/state`)).json()) as PageState).messages.at(-1)).toEqual(said);
});

test.each([
  ["/api/menu", "not json", 400],
  ["/api/menu", { personId: people.scott.id, messageIds: [] }, 400],
  ["/api/menu", { personId: "nobody", messageIds: ["m"] }, 404],
  ["/api/messages", { personId: people.scott.id, text: "x".repeat(4_001) }, 400],
  ["/api/execute", { personId: people.scott.id, actionId: "1", messageIds: ["m"] }, 404],
  ["/api/messages", { personId: people.scott.id, text: "x".repeat(70_000) }, 400],
])("%s answers a wrong request with a sentence", async (path, body, status) => {
  const response = await post(path, body);
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ message: expect.stringMatching(/\.$/u) });
});

test("a port that is taken is said in one sentence with the remedy", async () => {
  const port = Number(new URL(url).port);
  await expect(startPageServer(port)).rejects.toThrow(new PortTaken(port));
});
