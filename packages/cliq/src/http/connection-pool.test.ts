import { createServer } from "node:http";
import { type AddressInfo, createServer as createPlainServer, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { type ConnectionPool, connectionPool } from "./connection-pool.ts";
import { exchange } from "./exchange.ts";

const sockets = new Set<Socket>();
const server = createServer((incoming, outgoing) => void incoming.resume().on("end", () => outgoing.end("ok")));
server.on("connection", (socket) => sockets.add(socket));
beforeAll(async () => new Promise<void>((resolve) => void server.listen(0, "localhost", resolve)));
afterEach(() => void vi.useRealTimers());
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const origin = (): string => `http://localhost:${(server.address() as AddressInfo).port}`;
const send = async (pool: ConnectionPool): Promise<unknown> =>
  exchange(pool, { method: "GET", url: origin(), headers: {}, timeoutMs: 60_000, maxResponseBytes: 10 });
/** How many connections the work opens. */
async function opened(work: () => Promise<unknown>): Promise<number> {
  const before = sockets.size;
  await work();
  return sockets.size - before;
}

it("a connection is used again, but not one that was idle for more than four seconds of the wall clock", async () => {
  const pool = connectionPool();
  vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
  expect(await opened(() => send(pool))).toBe(1);
  await vi.waitFor(() => expect(Object.values(pool.agentFor(new URL(origin())).freeSockets)).toHaveLength(1));
  vi.setSystemTime(1_700_000_004_000);
  expect(await opened(() => send(pool))).toBe(0);
  await vi.waitFor(() => expect(Object.values(pool.agentFor(new URL(origin())).freeSockets)).toHaveLength(1));
  vi.setSystemTime(1_700_000_008_001);
  expect(await opened(() => send(pool))).toBe(1);
});

it("one that was opened ahead carries the next request, once, and none that is old", async () => {
  const pool = connectionPool();
  vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
  const ahead = async (of: ConnectionPool): Promise<void> => {
    const before = sockets.size;
    await of.warm(origin());
    await vi.waitFor(() => expect(sockets.size).toBe(before + 1));
  };
  expect(await opened(async () => ahead(pool))).toBe(1);
  expect(await opened(async () => Promise.all([send(pool), send(pool)]))).toBe(1);
  const old = connectionPool();
  vi.setSystemTime(1_700_000_010_000);
  await ahead(old);
  vi.setSystemTime(1_700_000_014_101);
  expect(await opened(async () => send(old))).toBe(1);
});

it("one that cannot be opened ahead is the next request's to find", async () => {
  const pool = connectionPool();
  await Promise.all([pool.warm("http://127.0.0.1:1"), pool.warm("https://[::1]:1")]);
  const call = { method: "GET", headers: {}, timeoutMs: 60_000, maxResponseBytes: 10 };
  expect(await exchange(pool, { ...call, url: "http://127.0.0.1:1" })).toMatchObject({ errno: "ECONNREFUSED" });
});

it.each([
  ["localhost", true],
  ["127.0.0.1", false],
])("TLS opened ahead to %s asks for a certificate of that name: %j", async (host, isNamed) => {
  const hello = Promise.withResolvers<string>();
  const listener = createPlainServer((socket) =>
    socket
      .on("error", () => undefined)
      .once("data", (data) => (hello.resolve(data.toString("latin1")), socket.destroy())),
  );
  await new Promise<void>((resolve) => void listener.listen(0, "127.0.0.1", resolve));
  void connectionPool().warm(`https://${host}:${(listener.address() as AddressInfo).port}`);
  expect((await hello.promise).includes(host)).toBe(isNamed);
  listener.close();
});

it.each([
  ["https://127.0.0.1", 443],
  ["http://127.0.0.1", 80],
])("%s is opened ahead at the port of its scheme", (url, port) => {
  const pool = connectionPool();
  void pool.warm(url);
  const agent = pool.agentFor(new URL(url)) as unknown as { createConnection: (options: object) => Socket };
  const sockets = [1, 2].map(() => agent.createConnection({ host: "127.0.0.1", port }));
  // The one that was opened ahead waits for its errors; others have no listener yet.
  expect(sockets.map((socket) => socket.listenerCount("error"))).toEqual([1, 0]);
  for (const socket of sockets) socket.on("error", () => undefined).destroy();
});

it("TLS and plain connections are kept apart", () => {
  const pool = connectionPool();
  const [plain, secure] = ["http://a.example", "https://a.example"].map((url) => pool.agentFor(new URL(url)));
  expect(plain).not.toBe(secure);
  expect([pool.agentFor(new URL("http://b.example")), pool.agentFor(new URL("https://b.example"))]).toEqual([
    plain,
    secure,
  ]);
});
