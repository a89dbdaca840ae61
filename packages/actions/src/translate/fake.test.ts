import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { detectLanguage, pseudoEngine } from "@cliq-actions/translators/testing/pseudo-translation";
import fakes, { connectApertium } from "./fake.ts";

let restore = (): void => {};
afterEach(() => restore());

// A variable of this process, until the test has ended.
function setEnvironment(name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  restore = () => void (before === undefined ? delete process.env[name] : (process.env[name] = before));
}

async function translate(Text: string, SourceLanguageCode = "auto", TargetLanguageCode = "es"): Promise<unknown> {
  const { operations } = await fakes.awsServices.translate();
  return operations.TranslateText.answer({ Text, SourceLanguageCode, TargetLanguageCode });
}

it("lists the languages that it takes", async () => {
  const { operations } = await fakes.awsServices.translate();
  const { Languages } = (await operations.ListLanguages.answer()) as { Languages: { LanguageCode: string }[] };
  for (const { LanguageCode } of Languages) await translate("Hello", "en", LanguageCode);
  expect(Languages.length).toBeGreaterThan(70);
});

it("translates, detects the source, and says what it detected", async () => {
  expect(await translate("Hello, where is the printer?")).toMatchObject({
    SourceLanguageCode: "en",
    TargetLanguageCode: "es",
    TranslatedText: expect.not.stringMatching(/^Hello, where/) as string,
  });
});

it("leaves a text alone that is in the target language already", async () => {
  const text = "¿Dónde está la impresora?";
  expect(await translate(text)).toMatchObject({ SourceLanguageCode: "es", TranslatedText: text });
});

it("takes 10,000 bytes, not characters", async () => {
  await translate("é".repeat(5000));
  await expect(translate("é".repeat(5001))).rejects.toMatchObject({ code: "TextSizeLimitExceededException" });
});

it("refuses a language it does not have, and an empty text", async () => {
  await expect(translate("Hello", "en", "xx")).rejects.toMatchObject({ code: "UnsupportedLanguagePairException" });
  await expect(translate("", "en", "es")).rejects.toMatchObject({ code: "InvalidRequestException" });
});

it("asks for Comprehend's permission, too, when it has to detect the language", async () => {
  const { requires } = (await fakes.awsServices.translate()).operations.TranslateText;
  expect(requires({ SourceLanguageCode: "en" })).toEqual([{ action: "translate:TranslateText" }]);
  expect(requires({ SourceLanguageCode: "auto" })).toContainEqual({ action: "comprehend:DetectDominantLanguage" });
});

it("pseudo-translates letters only, so that placeholders and line breaks survive", async () => {
  expect(await pseudoEngine.translate("Hello ⟦0⟧\n42 {1}", "en", "es")).toBe("[es] Ĥēļļŏ ⟦0⟧\n42 {1}");
});

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
  expect(engine.label).toContain("eng-spa");
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
  setEnvironment("PATH", `${folder}:${process.env["PATH"]}`);
  try {
    const { label } = await fakes.awsServices.translate();
    expect(label).toBe("Translation: Apertium (eng-spa; other pairs are pseudo-translated)");
    expect(await translate("one\n\ntwo", "en", "es")).toMatchObject({ TranslatedText: "ONE\n\nTWO" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("says what to do when nothing answers", async () => {
  setEnvironment("APERTIUM_URL", "http://127.0.0.1:9");
  await expect(fakes.awsServices.translate()).rejects.toThrow(
    "APERTIUM_URL is http://127.0.0.1:9, but no apertium-apy answers there",
  );
});

it.each([
  ["en", "Please open a ticket for the broken printer"],
  ["es", "Hola, la impresora no funciona y los clientes están esperando"],
  ["fr", "Bonjour, je ne trouve pas le fichier dans le dossier"],
  ["de", "Der Drucker ist kaputt und ich kann nicht drucken"],
  ["it", "Ciao, non riesco a trovare il file nella cartella"],
  ["pt", "Olá, não consigo encontrar o arquivo, obrigado"],
  ["ja", "プリンターが動きません"],
  ["zh", "打印机坏了"],
  ["ko", "프린터가 고장났어요"],
  ["ru", "Принтер не работает"],
  ["ar", "الطابعة لا تعمل"],
  ["hi", "प्रिंटर काम नहीं कर रहा है"],
  ["en", "🙂 12345"],
])("detects %s in “%s”", (language, text) => {
  expect(detectLanguage(text)).toBe(language);
});
