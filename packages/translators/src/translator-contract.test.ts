import { connectTo } from "@cliq-actions/aws/testing/connect-to";
import { type FakeSystem, type Fault, type RunningFake, startFake } from "@cliq-actions/local-aws/define-fakes";
import type { Connection } from "@cliq-actions/core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { awsService } from "@cliq-actions/aws/aws-service";
import { amazonTranslate, amazonTranslator } from "./amazon/amazon-translator.ts";
import { apertiumTranslator } from "./apertium/apertium-translator.ts";
import { deeplTranslator } from "./deepl/deepl-translator.ts";
import { libreTranslator } from "./libretranslate/libre-translator.ts";
import { type FakeTranslate, startFakeTranslate } from "./testing/fake-translate.ts";
import { type TranslatorFault, type TranslatorHarness, describeTranslator } from "./testing/translator-contract.ts";
import { translatorFakes } from "./testing/translator-fakes.ts";
import type { Translator } from "./translator.ts";

const amazonFaults: Record<TranslatorFault, FakeTranslate["faults"][number]> = {
  "401": { status: 400, type: "UnrecognizedClientException" },
  "403": { status: 400, type: "AccessDeniedException" },
  "404": { status: 400, type: "ResourceNotFoundException" },
  "409": { status: 400, type: "ConflictException" },
  "422": { status: 400, type: "ValidationException" },
  "429 for a second": { status: 400, type: "TooManyRequestsException" },
  "429 without a word": { status: 400, type: "ThrottlingException" },
  // AWS asks for no pause; what it does not take at all stands for one that is too long.
  "429 for a minute": { status: 400, type: "AccessDeniedException" },
  "500": { status: 500, type: "InternalServerException" },
  "503": { status: 503, type: "ServiceUnavailableException" },
  "a lost answer": "cut",
  garbage: "garbage",
  "an empty answer": { status: 200, type: "nothing" },
  silence: "hang",
};

let amazon: FakeTranslate;
beforeAll(async () => {
  amazon = await startFakeTranslate();
});
afterAll(() => amazon.close());

describeTranslator("Amazon Translate", () => ({
  translator: amazon.translator,
  failNext: (fault, times = 1) => void amazon.faults.push(...Array.from({ length: times }, () => amazonFaults[fault])),
  requests: () => amazon.calls.length,
  unknownLanguage: "tlh",
}));

const serverFaults: Record<TranslatorFault, Fault> = {
  "401": { status: 401 },
  "403": { status: 403 },
  "404": { status: 404 },
  "409": { status: 409 },
  "422": { status: 422 },
  "429 for a second": { status: 429, headers: { "retry-after": "1" } },
  "429 without a word": { status: 429 },
  "429 for a minute": { status: 429, headers: { "retry-after": "60" } },
  "500": { status: 500 },
  "503": { status: 503 },
  "a lost answer": "cut",
  garbage: { status: 200, body: "<html>" },
  "an empty answer": { status: 200, body: "{}" },
  silence: "hang",
};

function describeServer(
  name: keyof typeof translatorFakes,
  unknownLanguage: string,
  open: (connection: Connection) => Translator,
): void {
  let running: RunningFake;
  let harness: TranslatorHarness;
  // A fake of its own for each test: faults that nobody met go with it.
  beforeEach(async () => {
    await running?.close();
    running = await startFake<FakeSystem>(translatorFakes[name]);
    harness = {
      translator: open(connectTo(name, running, 60_000)),
      failNext: (fault, times) => running.failNext(serverFaults[fault], times),
      requests: () => running.requests.length,
      unknownLanguage,
    };
  });
  afterAll(async () => running.close());
  describeTranslator(name, () => harness);
}

describeServer("deepl", "cy", (connection) => deeplTranslator(connection, {}));
describeServer("libretranslate", "cy", libreTranslator);
describeServer("apertium", "ja", apertiumTranslator);

test("DeepL is told formality, and a glossary as soon as the language is known to be its own", async () => {
  const running = await startFake(translatorFakes.deepl);
  const translator = deeplTranslator(connectTo("deepl", running), {
    formality: "formal",
    glossary: { id: "g-1", from: "fr", to: "de" },
  });
  const signal = AbortSignal.timeout(60_000);
  const french = "Bonjour, cette réunion est dans le petit café pour nous";
  expect(await translator.translate(french, { to: "de", signal })).toMatchObject({ supported: true, from: "fr" });
  expect(await translator.translate(french, { to: "en", signal })).toMatchObject({ supported: true, from: "fr" });
  const asked = running.requests.map((request) => request.json<object>());
  expect(asked).toEqual([
    { text: [french], target_lang: "DE", formality: "prefer_more" },
    { text: [french], target_lang: "DE", formality: "prefer_more", source_lang: "FR", glossary_id: "g-1" },
    { text: [french], target_lang: "EN-US", formality: "prefer_more" },
  ]);
  await running.close();
});

test("DeepL is told less formality as well, and its Norwegian is ours", async () => {
  const running = await startFake(translatorFakes.deepl);
  const translator = deeplTranslator(connectTo("deepl", running), { formality: "informal", glossary: undefined });
  running.failNext({ status: 200, body: '{"translations":[{"detected_source_language":"NB","text":"Guten Tag"}]}' });
  const signal = AbortSignal.timeout(60_000);
  expect(await translator.translate("God dag", { to: "de", signal })).toMatchObject({ from: "no" });
  expect(await translator.translate("God dag", { to: "de", from: "no", signal })).toMatchObject({ from: "no" });
  expect(running.requests.map((request) => request.json<object>())).toEqual([
    { text: ["God dag"], target_lang: "DE", formality: "prefer_less" },
    { text: ["God dag"], target_lang: "DE", formality: "prefer_less", source_lang: "NB" },
  ]);
  await running.close();
});

test("LibreTranslate is asked for plain text, and its Chinese is ours", async () => {
  const running = await startFake(translatorFakes.libretranslate);
  const translator = libreTranslator(connectTo("libretranslate", running));
  const detected = { detectedLanguage: { confidence: 90, language: "zh-Hant" }, translatedText: "Guten Tag" };
  running.failNext({ status: 200, body: JSON.stringify(detected) });
  const signal = AbortSignal.timeout(60_000);
  expect(await translator.translate("日安", { to: "de", signal })).toEqual({
    supported: true,
    text: "Guten Tag",
    from: "zh-TW",
  });
  expect(await translator.translate("日安", { to: "pt", from: "zh", signal })).toMatchObject({ from: "zh" });
  expect(running.requests.map((request) => request.json<object>())).toEqual([
    { q: "日安", source: "auto", target: "de", format: "text" },
    { q: "日安", source: "zh-Hans", target: "pt-BR", format: "text" },
  ]);
  await running.close();
});

test("Apertium marks no words that it does not know, and is not asked for what is in the language already", async () => {
  const running = await startFake(translatorFakes.apertium);
  const translator = apertiumTranslator(connectTo("apertium", running));
  const signal = AbortSignal.timeout(60_000);
  await translator.translate("Bonjour", { to: "de", from: "fr", signal });
  expect(await translator.translate("Bonjour", { to: "fr-CA", from: "fr", signal })).toEqual({
    supported: true,
    text: "Bonjour",
    from: "fr",
  });
  const asked = running.requests.map(({ text }) => Object.fromEntries(new URLSearchParams(text)));
  expect(asked).toEqual([expect.objectContaining({ q: "Bonjour", markUnknown: "no" })]);
  await running.close();
});

test("Amazon Translate is told formality and the name of a terminology in its own words, and nothing where none is chosen", async () => {
  // Those that no test before has met.
  amazon.faults.length = 0;
  const signal = AbortSignal.timeout(60_000);
  const ask = async (settings: Parameters<typeof amazonTranslator>[1]): Promise<unknown> => {
    const variables = {
      AWS_ENDPOINT_URL_TRANSLATE: amazon.endpoint,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    };
    const translator = amazonTranslator(awsService(amazonTranslate, { variables }), settings);
    await translator.translate("hello", { to: "de", signal });
    return amazon.calls.at(-1);
  };
  const call = { Text: "hello", SourceLanguageCode: "auto", TargetLanguageCode: "de" };
  expect(await ask({ formality: "formal", glossary: "products" })).toEqual({
    ...call,
    Settings: { Formality: "FORMAL" },
    TerminologyNames: ["products"],
  });
  expect(await ask({ formality: "informal" })).toEqual({ ...call, Settings: { Formality: "INFORMAL" } });
  expect(await ask({})).toEqual(call);
});
