import { once } from "node:events";
import { createServer, request, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { CallRecord } from "../calls.ts";
import type { ActionChoice } from "../invocation/invocation.ts";
import type { RegisteredAction } from "../message-actions/registered-action.ts";
import { webhookAction } from "../testing/call-model.ts";
import { lena, messages, priya, supportChannel } from "../testing/made-up-people.ts";
import { type FakeCliq, type FakeCliqOptions, startFakeCliq } from "./start-fake-cliq.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(options: FakeCliqOptions = {}): Promise<FakeCliq> {
  const cliq = await startFakeCliq(options);
  stops.push(() => cliq.stop());
  return cliq;
}

async function webhook(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, "127.0.0.1");
  stops.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/actions/ring-bell/k3y?x=1`;
}

function rest(cliq: FakeCliq, method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const headers = {
    authorization: `Bearer ${cliq.model.issueAccessToken(Date.now())}`,
    "content-type": "application/json",
  };
  return fetch(`${cliq.cliqUrl}/api/v3${path}`, {
    method,
    headers,
    body: JSON.stringify(body),
    redirect: "manual",
    signal,
  });
}

async function chosen(cliq: FakeCliq, url: string): Promise<ActionChoice> {
  const answer = await rest(cliq, "POST", "/messageactions", webhookAction({ execution_url: url }));
  const { data } = (await answer.json()) as { data: { id: string } };
  await rest(cliq, "PATCH", `/messageactions/${data.id}/handlers/execution_handler`, { permissions: ["message"] });
  return { actionId: data.id, person: lena, chat: supportChannel, messages: [messages.text] };
}

/** What the control surface answers with, all of it. */
interface Controls {
  message: string;
  actions: RegisteredAction[];
  action: RegisteredAction;
  calls: CallRecord[];
  grantCode: string;
  request: { body: string };
}

async function control(cliq: FakeCliq, method: string, path: string, body?: unknown): Promise<[number, Controls]> {
  const answer = await fetch(`${cliq.cliqUrl}/_fake/${path}`, { method, body: JSON.stringify(body) });
  return [answer.status, (await answer.json()) as Controls];
}

describe("an execution", () => {
  test("POSTs the event to the execution URL and gives back what was sent, answered and shown", async () => {
    const cliq = await start();
    const seen: { method?: string; url?: string; type?: string; body: string }[] = [];
    const url = await webhook((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        seen.push({ method: request.method, url: request.url, type: request.headers["content-type"], body });
        response.writeHead(200, { "content-type": "application/json", "x-ref": "7f3a" });
        response.end('{"output":{"text":"Ticket 7 🎫"}}');
      });
    });
    const execution = await cliq.execute(await chosen(cliq, url));
    expect(execution).toMatchObject({
      outcome: "answered",
      request: { method: "POST", url },
      response: { status: 200, headers: { "x-ref": "7f3a" }, body: '{"output":{"text":"Ticket 7 🎫"}}' },
      output: { text: "Ticket 7 🎫" },
    });
    expect(execution).not.toHaveProperty("problem");
    expect(execution.ms).toBeGreaterThan(0);
    expect(seen).toEqual([
      {
        method: "POST",
        url: "/actions/ring-bell/k3y?x=1",
        type: "application/json;charset=UTF-8",
        body: execution.request.body,
      },
    ]);
    expect(JSON.parse(execution.request.body)).toMatchObject({ params: { messages: { count: 1 } } });
  });

  test.each<[string, RequestListener]>([
    ["nothing", () => {}],
    ["half an answer", (_request, response) => void response.writeHead(200).write("{")],
  ])("gives up when %s comes in time", async (_what, listener) => {
    const cliq = await start({ invocationTimeoutMs: 150 });
    const execution = await cliq.execute(await chosen(cliq, await webhook(listener)));
    expect(execution).toMatchObject({ outcome: "timed-out", problem: "No answer came within 150 ms." });
    expect(execution).not.toHaveProperty("response");
    expect(execution.ms).toBeGreaterThanOrEqual(145);
  });

  test("that finds nobody is unreachable, with the reason", async () => {
    const cliq = await start();
    const execution = await cliq.execute(await chosen(cliq, "http://127.0.0.1:1/"));
    expect(execution).toMatchObject({ outcome: "unreachable", problem: expect.stringContaining("ECONNREFUSED") });
  });

  test("does not follow a redirect", async () => {
    const cliq = await start();
    const url = await webhook((_request, response) =>
      response.writeHead(307, { location: "http://127.0.0.1:1/" }).end(),
    );
    expect(await cliq.execute(await chosen(cliq, url))).toMatchObject({
      outcome: "answered",
      response: { status: 307 },
      problem: expect.stringContaining("status 307"),
    });
  });

  test("is heard of before it is sent and when it has ended, whoever asked for it", async () => {
    const heard: string[] = [];
    const url = await webhook((_, response) => {
      heard.push("received");
      response.setHeader("content-type", "application/json").end('{"output":{"text":"hi"}}');
    });
    const cliq = await start();
    const choice = await chosen(cliq, url);
    cliq.onInvocation((request, chosenBy) => {
      heard.push(`${request.url === url} for ${chosenBy?.person.id}`);
      return ({ response, request: sent }) => heard.push(`${response?.status} ${sent === request}`);
    });
    await cliq.execute(choice);
    await control(cliq, "POST", "execute", choice);
    const each = [`true for ${lena.id}`, "received", "200 true"];
    expect(heard).toEqual([...each, ...each]);
    heard.length = 0;
    const { request } = await cliq.send({ method: "POST", url, headers: {}, body: "{}" });
    expect([request.body, ...heard]).toEqual(["{}", "true for undefined", "received", "200 true"]);
  });

  test("of an action Cliq does not offer rejects", async () => {
    const cliq = await start();
    const choice = await chosen(cliq, "http://127.0.0.1:1/");
    await expect(cliq.execute({ ...choice, messages: [messages.attachment] })).rejects.toThrow("does not offer");
  });
});

describe("faults over a real socket", () => {
  // A client that gives up: after a while when nothing comes, at once when the answer has begun.
  const gone = async (cliq: FakeCliq, patienceMs: number) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), patienceMs);
    try {
      const answer = await rest(cliq, "POST", "/messageactions", webhookAction(), patience.signal);
      const body = answer.text();
      patience.abort();
      return await body.then(
        (text) => `${answer.status} ${text}`,
        (error: Error) => `${answer.status} then ${error.name}`,
      );
    } catch (error) {
      return (error as Error).name;
    } finally {
      clearTimeout(timer);
    }
  };

  test.each([
    ["lost", "TypeError", 0],
    ["applied-then-lost", "TypeError", 1],
    ["hang", "AbortError", 0],
    ["slow-drip", "200 then AbortError", 1],
    ["endless", "200 then AbortError", 1],
  ] as const)("%s is %s to the client and leaves %i actions", async (kind, outcome, held) => {
    const cliq = await start();
    cliq.model.inject({ on: "createAction", kind });
    expect(await gone(cliq, kind === "hang" ? 200 : 60_000)).toBe(outcome);
    expect(cliq.model.actions()).toHaveLength(held);
  });

  test("a redirect, a page of HTML and a late answer arrive as such", async () => {
    const cliq = await start();
    cliq.model.inject({ on: "listActions", kind: "redirect" });
    cliq.model.inject({ on: "listActions", kind: "html", nth: 2 });
    cliq.model.inject({ on: "listActions", kind: "slow", nth: 3, delayMs: 120 });
    const redirect = await rest(cliq, "GET", "/messageactions");
    expect([redirect.status, redirect.headers.get("location")]).toEqual([302, "https://elsewhere.example/"]);
    expect((await rest(cliq, "GET", "/messageactions")).headers.get("content-type")).toContain("text/html");
    const started = performance.now();
    expect((await rest(cliq, "GET", "/messageactions")).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(115);
  });
});

describe("the control surface", () => {
  test("injects and clears faults, and shows actions and calls", async () => {
    const cliq = await start();
    expect(await control(cliq, "POST", "faults", { on: "createAction", kind: "refuse", times: 9 })).toEqual([
      200,
      { id: "1" },
    ]);
    expect((await rest(cliq, "POST", "/messageactions", webhookAction())).status).toBe(400);
    expect(await control(cliq, "DELETE", "faults")).toEqual([200, {}]);
    expect((await rest(cliq, "POST", "/messageactions", webhookAction())).status).toBe(200);
    expect((await control(cliq, "GET", "actions"))[1].actions).toEqual(cliq.model.actions());
    const [, { calls }] = await control(cliq, "GET", "calls");
    expect(calls.map(({ status, fault }) => [status, fault])).toEqual([
      [400, "refuse"],
      [200, undefined],
    ]);
  });

  test("executes, edits by hand, issues grant codes and moves the clock", async () => {
    const cliq = await start({ now: () => 1_000_000 });
    const url = await webhook((_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end('{"output":""}'),
    );
    const fields = {
      name: "Hers",
      hint: "h",
      scope: "organization",
      message_types: ["text"],
      execution_type: "webhook",
      execution_url: url,
    };
    const [, { action }] = await control(cliq, "POST", "by-hand", { person: priya, do: "create", fields });
    expect(action.creator).toEqual({ id: priya.id, name: "Priya Nair" });
    await control(cliq, "POST", "by-hand", { do: "setPermissions", id: action.id, permissions: ["user"] });
    await control(cliq, "POST", "by-hand", { do: "edit", id: action.id, fields: { hint: "edited" } });
    expect(cliq.model.actions()[0]).toMatchObject({ hint: "edited", permissions: ["user"] });

    expect(await control(cliq, "POST", "clock", { advanceMs: 5_000 })).toEqual([200, { now: 1_005_000 }]);
    const choice = { actionId: action.id, person: lena, chat: supportChannel, messages: [messages.text] };
    const [, execution] = await control(cliq, "POST", "execute", choice);
    expect(execution).toMatchObject({ outcome: "answered", output: "" });
    expect(JSON.parse(execution.request.body)).toMatchObject({ timestamp: 1_005_000 });

    await control(cliq, "POST", "by-hand", { do: "setStatus", id: action.id, status: "disabled" });
    expect(await control(cliq, "POST", "execute", choice)).toEqual([
      400,
      { message: expect.stringContaining("disabled") },
    ]);
    await control(cliq, "POST", "by-hand", { do: "remove", id: action.id });
    expect(cliq.model.actions()).toEqual([]);
    expect((await control(cliq, "POST", "grant-code"))[1].grantCode).toMatch(/^1000\./);
    const [, { grantCode }] = await control(cliq, "POST", "grant-code", { scopes: ["Desk.tickets.READ"] });
    const { clientId: client_id, clientSecret: client_secret } = cliq;
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      client_id,
      client_secret,
      code: grantCode ?? "",
    });
    const exchanged = await fetch(`${cliq.accountsUrl}/oauth/v2/token`, { method: "POST", body });
    expect(await exchanged.json()).toMatchObject({ scope: "Desk.tickets.READ" });
  });

  test.each([
    ["faults", { on: "createActions", kind: "refuse" }],
    ["faults", { on: "createAction", kind: "explode" }],
    ["faults", { on: "token", kind: "refuse", time: 2 }],
    ["faults", { on: "token", kind: "slow", delayMs: 1e12 }],
    ["faults", { on: "token", kind: "status", status: 99_999 }],
    ["faults", null],
    ["faults", []],
    ["outages", { part: "rest", forMs: 5 }],
    ["outages", { of: "cliq", forMs: 5 }],
    ["outages", { of: "rest", kind: "refuse", forMs: 5 }],
    ["outages", { of: "rest" }],
    ["by-hand", { do: "create" }],
    ["functions/by-hand", null],
    ["clock", { advanceMs: -1 }],
    ["clock", { advanceMs: 8.64e15 }],
    ["by-hand", { do: "dance" }],
    ["execute", {}],
  ])("%s refuses %j with a sentence", async (path, body) => {
    const [status, { message }] = await control(await start(), "POST", path, body);
    expect(status).toBe(400);
    expect(message).toMatch(/\.$/);
  });

  test.each([
    [{ host: "evil.example" }, 403],
    [{ host: "127.0.0.1.evil.example:1" }, 403],
    [{ origin: "https://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ host: "localhost:1", origin: "http://localhost:1" }, 200],
  ])("answers a request with %j with %i, whatever it asks", async (headers, status) => {
    const { cliqUrl, model } = await start();
    const ask = (method: string, path: string, body: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const asked = request(cliqUrl, { method, path, headers }, (answer) => resolve(answer.resume().statusCode));
        asked.on("error", reject).end(body);
      });
    expect(await ask("POST", "/_fake/faults", JSON.stringify({ on: "token", kind: "refuse" }))).toBe(status);
    expect(await ask("GET", "/_fake/calls", "")).toBe(status);
    // Zoho's own API asks for a token, not where a request comes from.
    expect(await ask("GET", "/api/v3/messageactions", "")).toBe(401);
    const injected = status === 200;
    expect(
      model.handle({ method: "POST", path: "/oauth/v2/token", headers: {}, body: "" }, 0).body.includes("invalid_code"),
    ).toBe(injected);
  });

  test("names the controls there are", async () => {
    const [status, { message }] = await control(await start(), "GET", "nonsense");
    expect([status, message]).toEqual([404, expect.stringContaining("POST /_fake/faults")]);
  });
});

test("bytes that are no UTF-8 are refused, in a request and in an answer", async () => {
  const cliq = await start();
  const bytes = Buffer.from('{"output":{"text":"\xFF"}}', "latin1");
  const answer = await fetch(`${cliq.cliqUrl}/api/v3/messageactions`, { method: "POST", body: bytes });
  expect([answer.status, await answer.text()]).toEqual([400, '{"message":"The request body is not UTF-8."}']);
  const url = await webhook((_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(bytes),
  );
  const execution = await cliq.execute(await chosen(cliq, url));
  expect(execution.problem).toContain("the answer is not UTF-8");
  expect(execution).not.toHaveProperty("output");
});

test("a body of more than 4 MiB is refused with 413", async () => {
  const cliq = await start();
  const answer = await fetch(`${cliq.cliqUrl}/api/v3/messageactions`, {
    method: "POST",
    body: "x".repeat(4 * 1024 * 1024 + 1),
  });
  expect(answer.status).toBe(413);
});

test("a taken port rejects, and stop frees the port although a request hangs", async () => {
  const cliq = await start();
  const port = Number(new URL(cliq.cliqUrl).port);
  await expect(startFakeCliq({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  cliq.model.inject({ on: "listActions", kind: "hang" });
  const hanging = rest(cliq, "GET", "/messageactions").catch((error: Error) => error.name);
  await expect.poll(() => cliq.model.calls().length, { timeout: 100_000 }).toBe(1);
  await cliq.stop();
  expect(await hanging).toBe("TypeError");
  const again = await start({ port });
  expect(again.cliqUrl).toBe(cliq.cliqUrl);
});

test("it listens on this machine only", async () => {
  const cliq = await start();
  expect(new URL(cliq.cliqUrl).hostname).toBe("127.0.0.1");
  expect([cliq.clientId, cliq.refreshToken]).toEqual([cliq.model.clientId, cliq.model.refreshToken]);
});

describe("a person who uses a button of a message", () => {
  test("is answered by its function, over HTTP and through the control surface", async () => {
    const cliq = await start();
    const heard: string[] = [];
    cliq.onInvocation(({ body }) => {
      heard.push((JSON.parse(body) as { name: string }).name);
      return () => {};
    });
    const url = await webhook((_, response) => {
      response.setHeader("content-type", "application/json").end('{"output":{"type":"message_edit","text":"Stopped"}}');
    });
    await rest(cliq, "POST", "/functions", {
      name: "Stop",
      description: "d",
      function_type: "button",
      execution_type: "webhook",
      execution_url: url,
    });
    const button = { label: "Stop", type: "-", action: { type: "invoke.function", data: { name: "Stop" } } };
    const use = { do: "click", button, person: lena, chat: supportChannel, message: messages.text } as const;
    const output = { type: "message_edit", text: "Stopped" };
    expect(await cliq.use(use)).toMatchObject({ outcome: "answered", output });
    const answer = await fetch(`${cliq.cliqUrl}/_fake/use`, { method: "POST", body: JSON.stringify(use) });
    expect(await answer.json()).toMatchObject({ output });
    expect(heard).toEqual(["Stop", "Stop"]);
    await expect(cliq.use({ ...use, button: {} })).rejects.toThrow("This is no button that calls a function.");
  });
});

test("who listens hears of messages in chats and of late replies, which the control surface lists as well", async () => {
  const cliq = await start({ responseUrl: "present", posting: "anybody" });
  const heard: unknown[] = [];
  cliq.onLateMessage((message) => heard.push("post" in message ? message.post.output : message.reply.output));
  const url = await webhook((_, response) => response.end());
  const { request } = await cliq.execute(await chosen(cliq, url));
  const { response_url: late } = JSON.parse(request.body) as { response_url: string };
  await fetch(late, { method: "POST", body: '{"output":{"text":"late"}}' });
  await rest(cliq, "POST", `/chats/${supportChannel.id}/messages`, { text: "posted" });
  expect(heard).toEqual([{ text: "late" }, { text: "posted" }]);
  const posts = await fetch(`${cliq.cliqUrl}/_fake/posts`);
  expect(await posts.json()).toMatchObject({ posts: [{ chatId: supportChannel.id, output: { text: "posted" } }] });
});
