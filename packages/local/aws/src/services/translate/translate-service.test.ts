import { TranslateClient, TranslateTextCommand } from "@aws-sdk/client-translate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startLocalAws, type LocalAws } from "../../index.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { detectLanguage } from "./detect-language.ts";
import { pseudoEngine } from "./pseudo-engine.ts";

describe("Translate", () => {
  let aws: LocalAws;
  let translate: TranslateClient;
  beforeAll(async () => {
    aws = await startLocalAws();
    translate = new TranslateClient(sdkConfiguration(aws));
  });
  afterAll(() => aws.stop());

  const run = (Text: string, SourceLanguageCode = "auto", TargetLanguageCode = "es") =>
    translate.send(new TranslateTextCommand({ Text, SourceLanguageCode, TargetLanguageCode }));

  it("translates, detects the source, and says what it detected", async () => {
    const answer = await run("Hello, where is the printer?");
    expect(answer).toMatchObject({ SourceLanguageCode: "en", TargetLanguageCode: "es" });
    expect(answer.TranslatedText).not.toBe("Hello, where is the printer?");
  });

  it("leaves a text alone that is in the target language already", async () => {
    expect(await run("¿Dónde está la impresora?")).toMatchObject({
      SourceLanguageCode: "es",
      TranslatedText: "¿Dónde está la impresora?",
    });
  });

  it("takes 10,000 bytes, not characters", async () => {
    await run("é".repeat(5000));
    await expect(run("é".repeat(5001))).rejects.toMatchObject({ name: "TextSizeLimitExceededException" });
  });

  it("refuses a language it does not have, and an empty text", async () => {
    await expect(run("Hello", "en", "xx")).rejects.toMatchObject({ name: "UnsupportedLanguagePairException" });
    await expect(run("", "en", "es")).rejects.toMatchObject({ name: "InvalidRequestException" });
  });

  it("says openly which engine it has", () => {
    expect(aws.translateEngine.label).toMatch(
      aws.translateEngine.kind === "pseudo" ? /^pseudo-translation/ : /^Apertium/,
    );
  });
});

it("pseudo-translates letters only, so that placeholders and line breaks survive", async () => {
  expect(await pseudoEngine.translate("Hello ⟦0⟧\n42 {1}", "en", "es")).toBe("[es] Ĥēļļŏ ⟦0⟧\n42 {1}");
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
