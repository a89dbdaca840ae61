import { request } from "node:http";

import { afterEach, describe, expect, it } from "vitest";

import { defineFakes, startFake, type FakeSystem, type RunningFake } from "./define-fakes.ts";

const fakes = defineFakes({
  connections: {
    statusPage: () => {
      const incidents: string[] = [];
      return {
        secret: "key-1",
        answer(request) {
          if (request.headers["authorization"] !== "Bearer key-1")
            return { status: 401, json: { error: "unauthorized" } };
          if (request.path === "/broken") throw new Error("no such table");
          if (request.method === "POST") incidents.push(request.json<{ name: string }>().name);
          return { json: { incidents, limit: request.query["limit"] } };
        },
      };
    },
  },
});

const running: RunningFake[] = [];
const sentences: string[] = [];
async function start<System extends FakeSystem>(create: () => System): Promise<RunningFake<System>> {
  const fake = await startFake(create, (sentence) => sentences.push(sentence));
  running.push(fake);
  return fake;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((fake) => fake.close()));
  sentences.length = 0;
});

const authorized = { headers: { authorization: "Bearer key-1" } };

describe("a fake", () => {
  it("answers what its author wrote, and remembers what it was asked", async () => {
    const fake = await start(fakes.connections.statusPage);
    const secret: string = fake.secret;
    const headers = { authorization: `Bearer ${secret}` };
    await fetch(`${fake.origin}/v1/incidents`, { method: "POST", headers, body: JSON.stringify({ name: "Down" }) });
    const response = await fetch(`${fake.origin}/v1/incidents?limit=5`, { headers });
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({ incidents: ["Down"], limit: "5" });
    expect(fake.requests).toMatchObject([
      { method: "POST", path: "/v1/incidents", text: '{"name":"Down"}' },
      { method: "GET", path: "/v1/incidents", query: { limit: "5" }, text: "" },
    ]);
    expect((await fetch(fake.origin)).status).toBe(401);
  });

  it("has fresh state each time it is started", async () => {
    const first = await start(fakes.connections.statusPage);
    await fetch(first.origin, { method: "POST", body: '{"name":"Down"}', ...authorized });
    const second = await start(fakes.connections.statusPage);
    expect(await (await fetch(second.origin, authorized)).json()).toEqual({ incidents: [] });
    expect(second.requests).toHaveLength(1);
  });

  it("turns a failing answer into a 500, and says so where the author sees it", async () => {
    const { origin } = await start(fakes.connections.statusPage);
    const response = await fetch(`${origin}/broken`, authorized);
    expect(response.status).toBe(500);
    expect(sentences[0]).toMatch(/^The fake's answer to GET \/broken failed: no such table\.\n.*start-fake\.test\.ts/s);
  });

  it.each([
    [undefined, "it returned undefined"],
    [{ body: "x" }, "it returned body; known are status, headers, json, text"],
    [{ status: 700 }, "the status 700"],
    [{ json: 1, text: "x" }, "both json and text"],
    [{ text: 5 }, "a text that is not a string"],
    [{ headers: { "bad name": "x" } }, "bad name"],
    [{ headers: { "Content-Length": "5" } }, "the header Content-Length, which follows from the body"],
    [{ json: () => 1 }, "a function as json"],
  ])("refuses %j as an answer", async (answer, reason) => {
    const { origin } = await start(() => ({ answer: () => answer as never }));
    expect((await fetch(origin)).status).toBe(500);
    expect(sentences[0]).toContain(reason);
  });

  it("answers with the author's content type, however it is written", async () => {
    const headers = { "Content-Type": "application/problem+json" };
    const { origin } = await start(() => ({ answer: () => ({ status: 422, headers, json: { title: "No" } }) }));
    expect((await fetch(origin)).headers.get("content-type")).toBe("application/problem+json");
  });

  it("sees the bytes of a body that is no text", async () => {
    const fake = await start(() => ({ answer: ({ bytes }) => ({ json: [...bytes] }) }));
    const sent = await fetch(fake.origin, { method: "POST", body: new Uint8Array([0, 255, 128]) });
    expect(await sent.json()).toEqual([0, 255, 128]);
  });

  it.each([
    [() => undefined, "returns undefined; return { answer"],
    [() => ({}), "returns no answer"],
    [() => Promise.resolve({ answer: () => ({}) }), "returns a promise"],
    [() => ({ secret: "", answer: () => ({}) }), "a secret that is not a text of at least one character"],
    [
      () => {
        throw new Error("no port");
      },
      "cannot be made: no port",
    ],
  ])("is refused with a sentence when what makes it is %s", async (create, sentence) => {
    await expect(start(create as never)).rejects.toThrow(sentence);
    await expect(start(create as never)).rejects.toMatchObject({ name: "InvalidFake" });
  });

  it.each([
    [{ status: 42 }, 1, "the status 42"],
    ["hung", 1, "not hung"],
    ["hang", 0, "not 0"],
  ])("refuses the fault %j, %i times, when the test asks for it", async (fault, times, sentence) => {
    const fake = await start(fakes.connections.statusPage);
    expect(() => fake.failNext(fault as never, times)).toThrow(sentence);
  });

  it("answers without a body where HTTP has none", async () => {
    const { origin } = await start(() => ({ answer: () => ({ status: 204 }) }));
    const response = await fetch(origin);
    expect([response.status, await response.text()]).toEqual([204, ""]);
  });

  it("takes ten megabytes and no more", async () => {
    const { origin, requests } = await start(() => ({ answer: () => ({}) }));
    const status = await new Promise((resolve) => {
      const sent = request(origin, { method: "POST", headers: { "content-length": 11_000_000 } });
      sent.once("response", (response) => resolve(response.statusCode));
      sent.on("error", () => {});
      sent.flushHeaders();
    });
    expect(status).toBe(413);
    expect(requests).toHaveLength(0);
  });

  it("fails the next requests as a test wants, in order, then answers again", async () => {
    const fake = await start(fakes.connections.statusPage);
    const { origin, requests } = fake;
    fake.failNext({ status: 429, headers: { "retry-after": "7" }, body: "slow down" }, 2);
    fake.failNext("cut");
    fake.failNext("garbage");
    for (let count = 0; count < 2; count++) {
      const limited = await fetch(origin, authorized);
      expect([limited.status, limited.headers.get("retry-after"), await limited.text()]).toEqual([
        429,
        "7",
        "slow down",
      ]);
    }
    await expect(fetch(origin, authorized).then((response) => response.text())).rejects.toThrow();
    await expect(fetch(origin, authorized)).rejects.toThrow();
    expect((await fetch(origin, authorized)).status).toBe(200);
    expect(requests).toHaveLength(5);
  });

  it("leaves a request without an answer, and still closes", async () => {
    const fake = await start(fakes.connections.statusPage);
    fake.failNext("hang");
    const hanging = fetch(fake.origin, { signal: AbortSignal.timeout(200) });
    await expect(hanging).rejects.toMatchObject({ name: "TimeoutError" });
    await fake.close();
  });
});

it("is refused with a sentence when it is no function, or of no known part", () => {
  expect(() => defineFakes({ connections: { statusPage: {} as never } })).toThrow(
    "connections.statusPage is a function that makes the fake",
  );
  expect(() => defineFakes({ services: {} } as never)).toThrow("fakes have no part services");
});
