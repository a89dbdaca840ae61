import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { nameHolder } from "./port-holder.ts";
import { startPageServer } from "./start-page-server.ts";

const running: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(running.splice(0).map((stop) => stop())));

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  running.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

test("a port that a start has, ready or not, is said to be in use by it", async () => {
  const page = await startPageServer(0, "/home/ana/actions");
  running.push(() => page.stop());
  const port = Number(new URL(page.url).port);
  const year = new Date().getFullYear();
  const sentence = new RegExp(
    String.raw`^Port ${port} is in use by the start of /home/ana/actions \(process ${process.pid}, since \w{3} \w{3} \d\d ${year} [\d:]{8}\)\. Stop it, or choose another with --port`,
    "u",
  );
  await expect(startPageServer(port)).rejects.toThrow(sentence);
});

const known = { kind: "start of message actions", processId: 7, folder: "/a", since: 1_760_000_000_000 };

test.each([
  ["is no JSON", "hello"],
  ["is of another kind", JSON.stringify({ ...known, kind: "shop" })],
  ["would write to a terminal", JSON.stringify({ ...known, folder: "/a\u001B[2J" })],
  ["would break the line", JSON.stringify({ ...known, folder: "/a\nStop" })],
  ["is endless", JSON.stringify({ ...known, folder: "/".repeat(5_000) })],
  ["lacks a part", JSON.stringify({ ...known, since: undefined })],
])("what answers and %s is nobody's start", async (_, body) => {
  const port = await listen((_, outgoing) => void outgoing.end(body));
  expect(await nameHolder(port)).toBeUndefined();
});

test("what sends elsewhere, breaks off or never answers is nobody's start", async () => {
  const away = await listen((_, outgoing) => void outgoing.writeHead(302, { location: "/elsewhere" }).end());
  const broken = await listen((incoming) => void incoming.destroy());
  const silent = await listen(() => {});
  for (const port of [away, broken, silent]) expect(await nameHolder(port)).toBeUndefined();
});
