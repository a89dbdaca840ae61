import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { BuildState, PageState } from "../page-api.ts";
import { createNews } from "../simulation/news.ts";
import { streamChanges } from "./stream-changes.ts";

const running: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(running.splice(0).map((stop) => stop())));

const good: BuildState = { status: "good", version: 2, at: 1_760_000_000_000, problems: [] };

/** A server of nothing but the stream, as its clients see it. */
async function serveStream(): Promise<ReturnType<typeof createNews> & { url: string; listeners: () => number }> {
  const news = createNews();
  let listeners = 0;
  const watch: typeof news.watch = (listener) => {
    const leave = news.watch(listener);
    listeners++;
    return () => {
      listeners--;
      leave();
    };
  };
  const server = createServer((_, outgoing) =>
    streamChanges({ watch, state: () => ({ start: "one" }) as PageState }, outgoing, {}, 20),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { ...news, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, listeners: () => listeners };
}

/** Reads the stream until a piece of text has come; the connection stays open. */
function listenTo(url: string): { until(text: string): Promise<string>; leave(): void } {
  let heard = "";
  const waiting = new Set<() => void>();
  const outgoing = request(url, (response) => {
    response.setEncoding("utf8").on("data", (piece: string) => {
      heard += piece;
      for (const look of waiting) look();
    });
    response.on("error", () => {});
  });
  outgoing.on("error", () => {}).end();
  running.push(async () => outgoing.destroy());
  return {
    until: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!heard.includes(text)) return;
          waiting.delete(look);
          resolve(heard);
        };
        waiting.add(look);
        look();
      }),
    leave: () => void outgoing.destroy(),
  };
}

test("a page hears which start this is, then every change, and signs of life in between", async () => {
  const { url, announce } = await serveStream();
  const page = listenTo(url);
  expect(await page.until("data: one\n\n")).toMatch(/^retry: \d+\nevent: start\ndata: one\n\n/u);
  announce({ type: "stack" });
  await page.until('data: {"type":"stack"}\n\n');
  await page.until(": still here\n\n");
});

test("who comes later hears what was last built, and nothing older", async () => {
  const { url, announce } = await serveStream();
  announce({ type: "build", build: { ...good, status: "building", version: 1 } });
  announce({ type: "build", build: good });
  announce({ type: "stack" });
  const heard = await listenTo(url).until(JSON.stringify(good));
  expect(heard).not.toContain("building");
  expect(heard).not.toContain("stack");
});

test("a page that goes away is forgotten", async () => {
  const { url, announce, listeners } = await serveStream();
  const [stays, goes] = [listenTo(url), listenTo(url)];
  await Promise.all([stays.until("start"), goes.until("start")]);
  expect(listeners()).toBe(2);
  goes.leave();
  await expect.poll(listeners, { timeout: 25_000 }).toBe(1);
  announce({ type: "build", build: good });
  await stays.until(JSON.stringify(good));
});
