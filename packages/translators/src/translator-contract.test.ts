import { connectTo } from "@cliq-actions/aws/testing/connect-to";
import { type FakeSystem, type Fault, type RunningFake, startFake } from "@cliq-actions/local-aws/define-fakes";
import type { Connection } from "@cliq-actions/core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
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
