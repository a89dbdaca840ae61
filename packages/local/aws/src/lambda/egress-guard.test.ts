import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../index.ts";
import { functionResources } from "../testing/function-resources.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

// Every way out that Node.js has; each resolves with the error it met.
const code = `
const net = require("node:net"), tls = require("node:tls"), https = require("node:https"), http2 = require("node:http2");
const dns = require("node:dns"), dgram = require("node:dgram"), { Worker } = require("node:worker_threads");
const { execFileSync } = require("node:child_process");
const met = (emitter) => new Promise((resolve) => emitter.once("error", resolve));
const called = (start) => new Promise((resolve) => start((error) => resolve(error)));
const inner = 'require("node:net").connect(80, "status.example").on("error", ({ code, message }) => report({ code, message }))';
const ways = {
  tcp: () => met(net.connect(5432, "status.example")),
  literal: () => met(net.connect({ host: "203.0.113.7", port: 80 })),
  ipv6: () => met(net.connect({ host: "2001:db8::1", port: 80 })),
  short: () => met(net.connect(80, "2130706433")),
  unspecified: () => met(net.connect(1, "0.0.0.0")),
  tls: () => met(tls.connect(8443, "status.example")),
  https: () => met(https.get("https://status.example/v1?key=hidden")),
  fetch: () => fetch("https://status.example/v1").catch((error) => error.cause),
  http2: () => met(http2.connect("https://status.example")),
  lookup: () => called((done) => dns.lookup("status.example", done)),
  promisedLookup: () => dns.promises.lookup("status.example").catch((error) => error),
  resolve: () => new dns.promises.Resolver().resolveTxt("status.example").catch((error) => error),
  datagram: () => called((done) => dgram.createSocket("udp4").send("x", 53, "203.0.113.7", done)),
  ownLookup: () => met(net.connect({ host: "localhost", port: 80, lookup: (host, options, done) => done(null, [{ address: "203.0.113.7", family: 4 }]) })),
  worker: () => new Promise((resolve) => new Worker('const report = (e) => require("node:worker_threads").parentPort.postMessage(e);' + inner, { eval: true, execArgv: [] }).once("message", resolve)),
  unconnected: () => met(new net.Socket().connect(80, "status.example")),
  mapped: () => met(net.connect(80, "::ffff:203.0.113.7")),
  looksLocal: () => met(net.connect(80, "127.0.0.1.nip.io")),
  child: () => JSON.parse(execFileSync(process.execPath, ["-e", "const report = (e) => console.log(JSON.stringify(e));" + inner], { env: { ACTION_SLUG: "ring-bell" } })),
};
exports.handler = async ({ way, url, line, program }) => {
  if (line) return require("node:fs").writeSync(3, line + "\\n");
  if (program) return execFileSync("/bin/sh", ["-c", program], { env: {} }).toString();
  if (url) return (await fetch(url)).status;
  const { code, message } = await ways[way]();
  return { code, message };
};`;

const events: LocalEvent[] = [];
let aws: LocalAws;
let stack: LocalStack;

beforeAll(async () => {
  aws = await startLocalAws({ onEvent: (event) => events.push(event), actionsFolder: "team/actions" });
  const template = {
    Resources: {
      ...functionResources("Ring", code, {
        Timeout: 120,
        Environment: { Variables: { ACTION_SLUG: "ring-bell" } },
      }),
      ...functionResources("Other", code, { Timeout: 120 }),
    },
  };
  stack = await aws.deploy({ cdkOut: writeCdkOut("Egress", template) });
});
afterAll(() => aws.stop());

it.each([
  ["tcp", "status.example:5432"],
  ["literal", "203.0.113.7:80"],
  ["ipv6", "[2001:db8::1]:80"],
  ["short", "2130706433:80"],
  ["unspecified", "0.0.0.0:1"],
  ["unconnected", "status.example:80"],
  ["mapped", "[::ffff:203.0.113.7]:80"],
  ["looksLocal", "127.0.0.1.nip.io:80"],
  ["tls", "https://status.example:8443"],
  ["https", "https://status.example"],
  ["fetch", "https://status.example"],
  ["http2", "https://status.example"],
  ["lookup", "status.example"],
  ["promisedLookup", "status.example"],
  ["resolve", "status.example"],
  ["datagram", "203.0.113.7:53"],
  ["worker", "status.example:80"],
  ["child", "status.example:80"],
])("refuses a function's way out by %s, naming %s and the files to declare it in", async (way, target) => {
  const { payload } = await stack.invoke("Ring", { way });
  expect(payload).toEqual({
    code: "ERR_EGRESS_REFUSED",
    message: `Refused to leave this machine for ${target}: a function that runs locally reaches only the loopback. Declare the system in team/actions/ring-bell/connections.ts, call it through connect(connections) and answer for it in team/actions/ring-bell/fake.ts, or start with --allow-egress.`,
  });
});

it("refuses an address that a lookup of the function's own made up", async () => {
  const { payload } = await stack.invoke("Ring", { way: "ownLookup" });
  expect(payload).toMatchObject({ code: "EACCES" });
  await vi.waitFor(() => expect(events).toContainEqual(expect.objectContaining({ host: "203.0.113.7" })), {
    timeout: 100_000,
  });
});

it("reports each refusal with the function, the host and the port, from worker threads too", async () => {
  for (const way of ["https", "worker"]) {
    events.length = 0;
    await stack.invoke("Other", { way });
    const port = way === "https" ? 443 : 80;
    await vi.waitFor(
      () =>
        expect(events).toContainEqual({
          type: "egress-refused",
          functionName: stack.functions[1]!.functionName,
          logicalId: "Other",
          host: "status.example",
          port,
          reason: expect.stringContaining("Point it at the loopback, or start with --allow-egress.") as string,
        }),
      { timeout: 100_000 },
    );
    expect(JSON.stringify(events)).not.toContain("hidden");
  }
});

it.each(["not JSON", "null", '{"host":7}', '{"reason":"half a'])(
  "takes %s on the pipe of the reports for no report, and goes on",
  async (line) => {
    events.length = 0;
    expect((await stack.invoke("Ring", { line })).payload).toBe(line.length + 1);
    expect((await stack.invoke("Ring", { url: aws.endpoint })).payload).toBe(400);
    expect(events.filter(({ type }) => type === "egress-refused")).toEqual([]);
  },
);

it("gives a program that is not Node.js a proxy that nobody runs", async () => {
  const { payload } = await stack.invoke("Ring", { program: 'echo "$https_proxy $HTTP_PROXY $no_proxy"' });
  expect(payload).toBe("http://127.0.0.1:9 http://127.0.0.1:9 127.0.0.1,localhost,::1\n");
});

it("lets a function reach the loopback by each of its names", async () => {
  const { port } = new URL(aws.endpoint);
  for (const host of ["127.0.0.1", "localhost", "localhost.", "[::ffff:127.0.0.1]", "127.1", "127.1.2.3"]) {
    const result = await stack.invoke("Ring", { url: `http://${host}:${port}/` });
    // The front door listens on 127.0.0.1 only: elsewhere on the loopback the connection is refused by nobody but the machine.
    if (host === "127.1.2.3" || host === "localhost.") expect(JSON.stringify(result.payload)).not.toContain("EGRESS");
    else expect(result.payload).toBe(400);
  }
});

it("is out of the way when egress is allowed", async () => {
  const open = await startLocalAws({ allowEgress: true });
  try {
    const other = await open.deploy({
      cdkOut: writeCdkOut("Open", { Resources: functionResources("Ring", code, { Timeout: 120 }) }),
    });
    // No loopback address, but one that stays on the machine.
    const { payload } = await other.invoke("Ring", { way: "unspecified" });
    expect(payload).toMatchObject({ code: "ECONNREFUSED" });
  } finally {
    await open.stop();
  }
});
