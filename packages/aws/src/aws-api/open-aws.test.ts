import { Agent } from "node:http";
import { createConnection } from "node:net";
import type { ConnectionPool } from "@cliq-actions/cliq/http/connection-pool";
import { serve } from "@cliq-actions/cliq/testing/serve";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openAws } from "./open-aws.ts";

const place = Symbol.for("cliq-actions.initialisation");
const holder = globalThis as { [place]?: Promise<unknown> };
beforeEach(() => void delete holder[place]);
afterEach(() => void delete holder[place]);

/** A service beyond this machine, as far as its name goes, and what a client of it does on Lambda before a click and at one. */
async function startOf(host: string, headers: Record<string, string> = {}, more: NodeJS.ProcessEnv = {}) {
  const ports = new Set<number | undefined>();
  await using server = await serve((incoming, outgoing) => {
    ports.add(incoming.socket.remotePort);
    outgoing.writeHead(200, headers).end("{}");
  });
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = () => createConnection(Number(new URL(server.origin).port), "127.0.0.1");
  const warmed: string[] = [];
  const pool: ConnectionPool = {
    agentFor: () => agent,
    warm: async (origin) => void warmed.push(origin),
  };
  const variables = {
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "AKID",
    AWS_SECRET_ACCESS_KEY: "key",
    AWS_ENDPOINT_URL: "http://service.example",
    AWS_LAMBDA_RUNTIME_API: "127.0.0.1:1",
    ...more,
  };
  const send = openAws({ host, id: "Any" }, { variables, pool });
  await holder[place];
  const asked = server.seen.map(({ method, path, headers: of, body }) => ({ method, path, of: Object.keys(of), body }));
  await send({ method: "POST", path: "/", headers: {}, body: "{}" }, () => ({ name: undefined }));
  agent.destroy();
  return { asked, warmed, calls: server.seen.length, connections: ports.size };
}

test("before its first click a client has asked once, with nothing, and goes on over that connection", async () => {
  expect(await startOf("dynamodb")).toEqual({
    asked: [{ method: "GET", path: "/", of: ["host", "connection"], body: "" }],
    warmed: [],
    calls: 2,
    connections: 1,
  });
});

test("what the service closes after that is opened again", async () => {
  expect(await startOf("states", { connection: "close" })).toMatchObject({
    warmed: ["http://service.example"],
    calls: 2,
    connections: 2,
  });
});

test("a bucket is not asked, and its connection is opened", async () => {
  expect(await startOf("s3")).toMatchObject({ asked: [], warmed: ["http://service.example"], calls: 1 });
});

test.each([[{ AWS_LAMBDA_RUNTIME_API: undefined }], [{ AWS_ENDPOINT_URL: "http://127.0.0.1:1" }]])(
  "outside of Lambda, and of a service on this machine, nothing is asked ahead: %j",
  async (more) => {
    expect(await startOf("dynamodb", {}, more)).toMatchObject({ asked: [], warmed: [], calls: 1 });
    expect(await startOf("s3", {}, more)).toMatchObject({ asked: [], warmed: [], calls: 1 });
  },
);
