import { getEventListeners, once } from "node:events";
import { Agent as TlsAgent, createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { Worker } from "node:worker_threads";
import { afterAll, expect, it } from "vitest";
import { serve } from "../testing/serve.ts";
import { connectionPool } from "./connection-pool.ts";
import { exchange } from "./exchange.ts";
import type { HttpCall } from "./http-call.ts";

const server = await serve((incoming, outgoing, body) => {
  if (incoming.url === "/silent") return;
  if (incoming.url === "/slow") setTimeout(() => outgoing.end("slow"), 200);
  else if (incoming.url === "/cut") incoming.socket.destroy();
  else if (incoming.url === "/half") {
    outgoing.writeHead(200, { "content-length": "9" }).write("half");
    setImmediate(() => incoming.socket.destroy());
  } else outgoing.writeHead(201, { "x-a": "1", "set-cookie": ["a=1", "b=2"] }).end(`${incoming.method} ${body}`);
});
afterAll(async () => server[Symbol.asyncDispose]());

const call = (changes: Partial<HttpCall> = {}): HttpCall => ({
  method: "POST",
  url: `${server.origin}/a?b=c`,
  headers: { "x-note": "n" },
  timeoutMs: 60_000,
  maxResponseBytes: 100,
  ...changes,
});
const pool = connectionPool();

it("carries a request as it is, and reads the answer to its end", async () => {
  const answer = await exchange(pool, call({ body: "é" }));
  expect(answer).toMatchObject({ kind: "answer", status: 201, headers: { "x-a": "1", "set-cookie": "a=1, b=2" } });
  expect(answer.kind === "answer" && answer.body.toString()).toBe("POST é");
  expect(server.seen.at(-1)).toMatchObject({
    method: "POST",
    path: "/a?b=c",
    headers: { "x-note": "n", "content-length": "2" },
    body: "é",
  });
  await exchange(pool, call({ method: "GET", body: new Uint8Array([0x61]) }));
  expect(server.seen.at(-1)).toMatchObject({ method: "GET", headers: { "content-length": "1" }, body: "a" });
  await exchange(pool, call({ method: "GET" }));
  expect(server.seen.at(-1)?.headers).not.toHaveProperty("content-length");
});

it.each<[string, Partial<HttpCall>, object]>([
  ["that is given up before", { signal: AbortSignal.abort() }, { errno: "ABORTED", mayHaveArrived: false }],
  ["for which no time is left", { timeoutMs: 0 }, { errno: "TIMEOUT", mayHaveArrived: false }],
  ["that is never answered", { url: `${server.origin}/silent`, timeoutMs: 80 }, { errno: "TIMEOUT" }],
  ["that is cut", { url: `${server.origin}/cut` }, { errno: "ECONNRESET", mayHaveArrived: true }],
  ["whose answer is cut", { url: `${server.origin}/half` }, { errno: "ECONNRESET", mayHaveArrived: true }],
  ["whose answer is a byte too large", { maxResponseBytes: 4 }, { errno: "BODY_TOO_LARGE", mayHaveArrived: true }],
  ["that nobody takes", { url: "http://127.0.0.1:1/" }, { errno: "ECONNREFUSED", mayHaveArrived: false }],
])("a request %s has no answer", async (_name, changes, outcome) => {
  expect(await exchange(pool, call(changes))).toMatchObject({ kind: "no-answer", ...outcome });
});

it.each(["text", "", new Uint8Array([0x61]), undefined])(
  "a header is the same bytes beside a body of %j",
  async (body) => {
    await exchange(pool, call({ headers: { "x-note": "pässwörd" }, ...(body === undefined ? {} : { body }) }));
    expect(server.seen.at(-1)?.headers["x-note"]).toBe("pässwörd");
  },
);

it("a connection that does not stand in its own time is given up, whatever time is left", async () => {
  // Takes connections and never greets: TLS does not come about.
  const mute = createServer(() => undefined);
  await new Promise<void>((resolve) => void mute.listen(0, "127.0.0.1", resolve));
  const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}/`;
  const answer = await exchange(pool, call({ url, connectTimeoutMs: 80 }));
  expect(answer).toMatchObject({ errno: "ETIMEDOUT", mayHaveArrived: false, transient: true });
  mute.close();
});

it("a connection that stands in its time leaves the answer all of it", async () => {
  const slow = await exchange(pool, call({ url: `${server.origin}/slow`, connectTimeoutMs: 60 }));
  expect(slow).toMatchObject({ kind: "answer", status: 200 });
});

it("nothing of a request is left behind: no timer, and no listener on its signal", async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const { signal } = new AbortController();
  await exchange(pool, call({ signal }));
  const before = timers();
  await exchange(pool, call({ signal }));
  expect(timers()).toBeLessThanOrEqual(before);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

it("a request over TLS has left once TLS stands", async () => {
  const psk = Buffer.from("0123456789abcdef");
  const tls = { ciphers: "PSK", maxVersion: "TLSv1.2" } as const;
  const listener = createTlsServer({ ...tls, pskCallback: () => psk }, (incoming, outgoing) =>
    incoming.url === "/cut" ? incoming.socket.destroy() : outgoing.end("over TLS"),
  );
  await new Promise<void>((resolve) => void listener.listen(0, "127.0.0.1", resolve));
  const agent = new TlsAgent({
    ...tls,
    pskCallback: () => ({ psk, identity: "a" }),
    checkServerIdentity: () => undefined,
  });
  const secure = { ...pool, agentFor: () => agent };
  const url = `https://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  expect(await exchange(secure, call({ url }))).toMatchObject({ kind: "answer", status: 200 });
  expect(await exchange(secure, call({ url: `${url}/cut` }))).toMatchObject({
    errno: "ECONNRESET",
    mayHaveArrived: true,
  });
  listener.closeAllConnections();
  listener.close();
});

it("an answer that has come while this process was busy or frozen counts, though its time is over", async () => {
  const code = `const { parentPort } = require("node:worker_threads");
    const server = require("node:http").createServer((_incoming, outgoing) => outgoing.end("here"));
    server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));`;
  const worker = new Worker(code, { eval: true });
  const [port] = (await once(worker, "message")) as [number];
  const url = `http://127.0.0.1:${port}/`;
  // A connection that stands: the request leaves at once.
  await exchange(pool, call({ url }));
  const work = exchange(pool, call({ url, timeoutMs: 200 }));
  await new Promise(setImmediate);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000);
  expect(await work).toMatchObject({ kind: "answer" });
  await worker.terminate();
});

it("an answer as large as it may be is read, and a request is given up in the middle", async () => {
  expect(await exchange(pool, call({ maxResponseBytes: 5 }))).toMatchObject({ kind: "answer" });
  const giveUp = new AbortController();
  const before = server.seen.length;
  const work = exchange(pool, call({ url: `${server.origin}/silent`, signal: giveUp.signal }));
  while (server.seen.length === before) await new Promise(setImmediate);
  giveUp.abort();
  expect(await work).toMatchObject({ kind: "no-answer", errno: "ABORTED", mayHaveArrived: true, transient: false });
});

it("a connection that was opened ahead and greets nobody is given up as one that does not stand", async () => {
  const mute = createServer(() => undefined);
  await new Promise<void>((resolve) => void mute.listen(0, "127.0.0.1", resolve));
  const ahead = connectionPool();
  const origin = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  const arrived = once(mute, "connection");
  void ahead.warm(origin);
  await arrived;
  // This side learns of it in the same turn, or the next.
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  const result = await exchange(ahead, call({ url: `${origin}/`, connectTimeoutMs: 40, timeoutMs: 2_000 }));
  expect(result).toMatchObject({ kind: "no-answer", errno: "ETIMEDOUT", mayHaveArrived: false });
  mute.close();
});
