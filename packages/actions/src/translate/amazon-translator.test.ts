import { UpstreamFailed } from "@cliq-actions/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTranslateLine, type TranslateLine } from "./translate.fixture.ts";

let line: TranslateLine;
beforeAll(async () => {
  line = await openTranslateLine();
});
beforeEach(() => {
  line.calls.length = 0;
});
afterAll(() => line.close());

const order = (): { to: string; signal: AbortSignal } => ({ to: "de", signal: AbortSignal.timeout(8_000) });

describe("amazonTranslator", () => {
  test("lets Amazon Translate find out the language, and passes on what it found", async () => {
    expect(await line.translator.translate("café fermé", order())).toEqual({
      supported: true,
      text: "CAFÉ FERMÉ",
      from: "fr",
    });
    expect(line.calls).toEqual([{ Text: "café fermé", SourceLanguageCode: "auto", TargetLanguageCode: "de" }]);
  });

  test("sends a long text in pieces of at most 10,000 bytes, all in the language of the first", async () => {
    const sentence = "Il a été fermé.  ";
    const long = sentence.repeat(1_500) + "😀".repeat(4_000) + "é".repeat(6_000);
    const answer = await line.translator.translate(long, order());
    expect(answer).toEqual({ supported: true, text: long.toUpperCase(), from: "fr" });
    expect(line.calls.length).toBeGreaterThan(5);
    expect(line.calls.map((call) => call.SourceLanguageCode)).toEqual(["auto", ...line.calls.slice(1).map(() => "fr")]);
    for (const call of line.calls) expect(call.Text.isWellFormed()).toBe(true);
  });

  test("reports a pair that is not supported, with the language found", async () => {
    expect(await line.translator.translate("café", { ...order(), to: "tlh" })).toEqual({
      supported: false,
      from: "fr",
    });
  });

  test("takes a language found with low confidence", async () => {
    line.faults.push({
      status: 400,
      type: "DetectedLanguageLowConfidenceException",
      fields: { DetectedLanguageCode: "pt" },
    });
    expect(await line.translator.translate("ok", order())).toEqual({ supported: true, text: "OK", from: "pt" });
  });

  test("sends nothing again when the language found with low confidence is the one wanted", async () => {
    line.faults.push({
      status: 400,
      type: "DetectedLanguageLowConfidenceException",
      fields: { DetectedLanguageCode: "de" },
    });
    expect(await line.translator.translate("ok", order())).toEqual({ supported: true, text: "ok", from: "de" });
    expect(line.calls).toHaveLength(1);
  });

  test("tries again after throttling and internal errors", async () => {
    line.faults.push(
      { status: 400, type: "TooManyRequestsException" },
      { status: 500, type: "InternalServerException" },
    );
    expect(await line.translator.translate("hello", order())).toMatchObject({ text: "HELLO" });
    expect(line.calls).toHaveLength(3);
  });

  test("fails as the translation service when throttling does not end", async () => {
    line.faults.push(...Array.from({ length: 3 }, () => ({ status: 400, type: "ThrottlingException" })));
    const failure = await line.translator.translate("hello", order()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UpstreamFailed);
    expect(failure).toMatchObject({ system: "translation service", status: "ThrottlingException" });
    expect(line.calls).toHaveLength(3);
  });

  test("gives up when nobody waits any more", async () => {
    line.faults.push("hang");
    const started = performance.now();
    const signal = AbortSignal.timeout(100);
    await expect(line.translator.translate("hello", { to: "de", signal })).rejects.toMatchObject({
      system: "translation service",
    });
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
