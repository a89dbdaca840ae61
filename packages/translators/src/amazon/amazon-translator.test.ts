import { UpstreamFailed } from "@cliq-actions/core";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { splitBytes } from "./amazon-translator.ts";
import { type FakeTranslate, startFakeTranslate } from "../testing/fake-translate.ts";

let fake: FakeTranslate;
beforeAll(async () => {
  fake = await startFakeTranslate();
});
beforeEach(() => {
  fake.calls.length = 0;
});
afterAll(() => fake.close());

const order = (): { to: string; signal: AbortSignal } => ({ to: "de", signal: AbortSignal.timeout(8_000) });

describe("amazonTranslator", () => {
  test("lets Amazon Translate find out the language, and passes on what it found", async () => {
    expect(await fake.translator.translate("café fermé", order())).toEqual({
      supported: true,
      text: "CAFÉ FERMÉ",
      from: "fr",
    });
    expect(fake.calls).toEqual([{ Text: "café fermé", SourceLanguageCode: "auto", TargetLanguageCode: "de" }]);
  });

  test("sends a long text in pieces of at most 10,000 bytes, all in the language of the first", async () => {
    const sentence = "Il a été fermé.  ";
    const long = sentence.repeat(1_500) + "😀".repeat(4_000) + "é".repeat(6_000);
    const answer = await fake.translator.translate(long, order());
    expect(answer).toEqual({ supported: true, text: long.toUpperCase(), from: "fr" });
    expect(fake.calls.length).toBeGreaterThan(5);
    expect(fake.calls.map((call) => call.SourceLanguageCode)).toEqual(["auto", ...fake.calls.slice(1).map(() => "fr")]);
    for (const call of fake.calls) expect(call.Text.isWellFormed()).toBe(true);
  });

  test("reports a pair that is not supported, with the language found", async () => {
    expect(await fake.translator.translate("café", { ...order(), to: "tlh" })).toEqual({
      supported: false,
      from: "fr",
    });
  });

  test("takes a language found with low confidence", async () => {
    fake.faults.push({
      status: 400,
      type: "DetectedLanguageLowConfidenceException",
      fields: { DetectedLanguageCode: "pt" },
    });
    expect(await fake.translator.translate("ok", order())).toEqual({ supported: true, text: "OK", from: "pt" });
  });

  test("sends nothing again when the language found with low confidence is the one wanted", async () => {
    fake.faults.push({
      status: 400,
      type: "DetectedLanguageLowConfidenceException",
      fields: { DetectedLanguageCode: "de" },
    });
    expect(await fake.translator.translate("ok", order())).toEqual({ supported: true, text: "ok", from: "de" });
    expect(fake.calls).toHaveLength(1);
  });

  test("tries again after throttling and internal errors", async () => {
    fake.faults.push(
      { status: 400, type: "TooManyRequestsException" },
      { status: 500, type: "InternalServerException" },
    );
    expect(await fake.translator.translate("hello", order())).toMatchObject({ text: "HELLO" });
    expect(fake.calls).toHaveLength(3);
  });

  test("fails as the translation service when throttling does not end", async () => {
    fake.faults.push(...Array.from({ length: 3 }, () => ({ status: 400, type: "ThrottlingException" })));
    const failure = await fake.translator.translate("hello", order()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UpstreamFailed);
    expect(failure).toMatchObject({ system: "translation service", status: "ThrottlingException" });
    expect(fake.calls).toHaveLength(3);
  });

  test("gives up when nobody waits any more", async () => {
    fake.faults.push("hang");
    const started = performance.now();
    const signal = AbortSignal.timeout(100);
    await expect(fake.translator.translate("hello", { to: "de", signal })).rejects.toMatchObject({
      system: "translation service",
    });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

test("the pieces joined are the text, and none is too long, whatever the text", () => {
  const texts = fc.array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("Hello there. ", "a\u0301\u0301\u0301\u0301\u0301", "👩‍👩‍👧‍👧"),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(texts, fc.integer({ min: 4, max: 80 }), (parts, limit) => {
      const text = parts.join("");
      const pieces = splitBytes(text, limit);
      expect(pieces.join("")).toBe(text);
      for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 300 },
  );
});

test("cuts between sentences where they fit, and never inside a visible character that does", () => {
  expect(splitBytes("One two. Three four. ", 12)).toEqual(["One two. ", "Three four. "]);
  expect(splitBytes("👩‍👩‍👧‍👧👩‍👩‍👧‍👧", 30)).toEqual(["👩‍👩‍👧‍👧", "👩‍👩‍👧‍👧"]);
});

test("makes a segmenter only where something does not fit", () => {
  const { Segmenter } = Intl;
  const made: unknown[] = [];
  onTestFinished(() => void Object.assign(Intl, { Segmenter }));
  Object.assign(Intl, {
    Segmenter: class extends Segmenter {
      constructor(locale?: string, options?: Intl.SegmenterOptions) {
        super(locale, options);
        made.push(this.resolvedOptions().granularity);
      }
    },
  });
  splitBytes("One two. Three four. ", 21);
  expect(made).toEqual([]);
  splitBytes("One two. Three four. ", 20);
  expect(made).toEqual(["sentence"]);
  splitBytes("One two. Three four. ", 10);
  expect(made).toEqual(["sentence", "sentence", "grapheme"]);
});
