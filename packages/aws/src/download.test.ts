import { serve } from "@cliq-actions/cliq/testing/serve";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { type Downloaded, openDownloads } from "./download.ts";

const limits = { fileBytes: 1_000, fileMs: 2_000, totalBytes: 2_500, totalMs: 20_000 };
afterEach(() => {
  delete process.env.CLIQ_ORIGIN;
  delete process.env.CLIQ_DATA_CENTRE;
});

type Serve = Parameters<typeof serve>[0];

/** What comes of downloading these paths one after the other from a Cliq that answers so. */
async function download(
  answer: Serve,
  paths: readonly (string | undefined)[],
  own: Partial<typeof limits> = {},
): Promise<Downloaded[]> {
  await using cliq = await serve(answer);
  Object.assign(process.env, { CLIQ_DATA_CENTRE: "EU", CLIQ_ORIGIN: cliq.origin });
  const get = openDownloads({ ...limits, ...own })();
  const all: Downloaded[] = [];
  for (const path of paths) all.push(await get(path?.startsWith("/") === true ? cliq.origin + path : path));
  return all;
}

const sizes = (all: readonly Downloaded[]): unknown[] =>
  all.map((one) => ("bytes" in one ? one.bytes.length : one.failure));
const bytesOf: Serve = ({ url = "" }, outgoing) => void outgoing.end(Buffer.alloc(Number(url.slice(1)), "x"));

test("files come byte by byte, and one that is too large is told from one that is not there", async () => {
  const answer: Serve = (incoming, outgoing) =>
    incoming.url === "/410" ? void outgoing.writeHead(410).end() : bytesOf(incoming, outgoing, "");
  expect(sizes(await download(answer, ["/1000", "/0", "/1001", "/410", undefined, "https://evil.example/x"]))).toEqual([
    1_000,
    0,
    "too large",
    "gone",
    "no address",
    "not Zoho's address",
  ]);
});

test("all files together have a limit, and what does not fit does not keep smaller ones out", async () => {
  expect(sizes(await download(bytesOf, ["/1000", "/1000", "/600", "/500", "/1"]))).toEqual([
    1_000,
    1_000,
    "too large",
    500,
    "too large",
  ]);
});

test("a body without a length, one with a wrong one, and one that is packed are what they are", async () => {
  const bomb = gzipSync(Buffer.alloc(100_000));
  const answer: Serve = ({ url }, outgoing) => {
    if (url === "/endless") {
      const more = (): void => void (outgoing.destroyed || outgoing.write(Buffer.alloc(500), () => setImmediate(more)));
      more();
    } else if (url === "/short")
      outgoing.writeHead(200, { "content-length": "900" }).write("x", () => outgoing.destroy());
    else outgoing.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
  };
  expect(sizes(await download(answer, ["/endless", "/short", "/packed"]))).toEqual([
    "too large",
    "not reachable",
    bomb.length,
  ]);
});

test("a redirect is not followed, wherever it leads", async () => {
  let asked = 0;
  const answer: Serve = ({ url }, outgoing) => {
    asked += 1;
    outgoing.writeHead(url === "/a" ? 302 : 200, { location: "/b" }).end();
  };
  expect(sizes(await download(answer, ["/a"]))).toEqual(["not reachable"]);
  expect(asked).toBe(1);
});

test("ten files that drip take no longer than all may take", async () => {
  let asked = 0;
  const drip: Serve = (_incoming, outgoing) => {
    asked += 1;
    outgoing.write("x");
  };
  const paths = Array.from({ length: 10 }, () => "/slow");
  expect(sizes(await download(drip, paths, { fileMs: 300, totalMs: 900 }))).toEqual(paths.map(() => "too slow"));
  expect(asked).toBeLessThan(5);
});

test("a name that leads to a private address is refused when it is connected to", async () => {
  Object.assign(process.env, { CLIQ_DATA_CENTRE: "EU", CLIQ_ORIGIN: "https://localhost" });
  expect(await openDownloads(limits)()("https://localhost/x")).toEqual({ failure: "not Zoho's address" });
});
