import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { connectApertium, findApertium } from "./apertium-engine.ts";

// Speaks apertium-apy's two calls, as its README documents them.
let server: Server;
let url: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, "http://localhost");
    if (pathname === "/translate") asked.push(searchParams.get("langpair")!);
    const responseData =
      pathname === "/listPairs"
        ? [{ sourceLanguage: "eng", targetLanguage: "spa" }]
        : { translatedText: `<${searchParams.get("q")}>` };
    response.end(JSON.stringify({ responseData, responseStatus: 200 }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

it("asks Apertium for the pairs it has, in its own language codes", async () => {
  const engine = await connectApertium(url);
  expect(engine).toMatchObject({ kind: "apertium", label: expect.stringContaining("eng-spa") as string });
  expect(await engine.translate("Hello & bye", "en", "es-MX")).toBe("<Hello & bye>");
  expect(asked).toEqual(["eng|spa"]);
});

it("marks a text as untranslated when the pair is not installed", async () => {
  const engine = await connectApertium(url);
  expect(await engine.translate("Hola", "es", "en")).toBe("[en] Ĥŏļå");
  expect(await engine.translate("Hello", "en", "ja")).toBe("[ja] Ĥēļļŏ");
});

it("runs the installed program, which reads /dev/stdin anew", async () => {
  const folder = mkdtempSync(join(tmpdir(), "apertium-"));
  const program = '#!/bin/sh\nif [ "$1" = "-l" ]; then echo "  eng-spa"; else cat /dev/stdin | tr a-z A-Z; fi\n';
  writeFileSync(join(folder, "apertium"), program, { mode: 0o755 });
  const path = process.env["PATH"];
  process.env["PATH"] = `${folder}:${path}`;
  try {
    const engine = await findApertium();
    expect(engine?.label).toBe("Apertium (eng-spa; other pairs are pseudo-translated)");
    expect(await engine?.translate("one\n\ntwo", "en", "es")).toBe("ONE\n\nTWO");
  } finally {
    process.env["PATH"] = path;
    rmSync(folder, { recursive: true });
  }
});

it("says what to do when nothing answers", async () => {
  await expect(connectApertium("http://127.0.0.1:9")).rejects.toThrow(
    "APERTIUM_URL is http://127.0.0.1:9, but no apertium-apy answers there",
  );
});
