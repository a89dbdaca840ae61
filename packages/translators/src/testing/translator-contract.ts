import { describe, expect, test } from "vitest";
import type { Translator } from "../translator.ts";

/** What goes wrong with the next request, in the words of every translator. */
export type TranslatorFault =
  | "401"
  | "403"
  | "404"
  | "409"
  | "422"
  | "429 for a second"
  | "429 without a word"
  | "429 for a minute"
  | "500"
  | "503"
  | "a lost answer"
  | "garbage"
  | "an empty answer"
  | "silence";

/** A translator with everything behind it, for the contract that each keeps. */
export interface TranslatorHarness {
  readonly translator: Translator;
  /** The next requests meet this, one of them unless told. */
  readonly failNext: (fault: TranslatorFault, times?: number) => void;
  readonly requests: () => number;
  /** A language that the system has no way to. */
  readonly unknownLanguage: string;
}

const french = "Bonjour, cette réunion est dans le petit café pour nous";

/** What every translator does, whatever goes wrong: `harness` is asked for within the tests. */
export function describeTranslator(name: string, harness: () => TranslatorHarness): void {
  const order = (to = "de"): { to: string; signal: AbortSignal } => ({ to, signal: AbortSignal.timeout(60_000) });
  const known = { ...order(), from: "fr" };
  const failure = { code: "upstream_failed", system: "translation service" };

  describe(`the contract of ${name}`, () => {
    test("a text is translated, and its language found out", async () => {
      const translation = await harness().translator.translate(french, order());
      expect(translation).toMatchObject({ supported: true, from: "fr" });
      expect(translation).not.toMatchObject({ text: french });
    });

    test("a text whose language is known is translated from that", async () => {
      expect(await harness().translator.translate("Bonjour", known)).toMatchObject({ supported: true, from: "fr" });
    });

    test.each(["en", "pt", "pt-PT", "zh", "zh-TW", "no", "es-MX", "fr-CA"])(
      "it is asked for %s by its own name for it, or says that it has it not",
      async (to) => {
        const translation = await harness().translator.translate("Guten Morgen", { ...order(to), from: "de" });
        if (translation.supported) expect(translation.from).toBe("de");
        else expect(["Apertium"]).toContain(harness().translator.name);
      },
    );

    test("two languages that do not go together are said to be so", async () => {
      const { translator, unknownLanguage } = harness();
      expect(await translator.translate("Bonjour", { ...known, to: unknownLanguage })).toEqual({
        supported: false,
        from: "fr",
      });
    });

    test("what people write arrives as they wrote it, however long and odd", async () => {
      const { translator } = harness();
      const odd = "{{7*7}} <b>&amp;</b> %20 + & = \u202E 😀 \"quoted\" 'é'\n\ttab ";
      const translation = await translator.translate(odd.repeat(100), known);
      expect(translation).toMatchObject({ supported: true });
      const text = translation.supported ? translation.text : "";
      expect(text.split("😀")).toHaveLength(101);
      expect(text.split("\u202E")).toHaveLength(101);
      expect(text.toLowerCase()).toContain("%20 + & =");
    });

    test.each(["401", "403", "404", "409", "422", "429 for a minute"] as const)(
      "%s is a failure of the translation service, at once",
      async (fault) => {
        const { translator, failNext, requests } = harness();
        const before = requests();
        failNext(fault);
        await expect(translator.translate("Bonjour", known)).rejects.toMatchObject(failure);
        expect(requests() - before).toBe(1);
      },
    );

    test.each(["429 for a second", "429 without a word", "500", "503", "a lost answer"] as const)(
      "after %s it is asked again",
      async (fault) => {
        const { translator, failNext, requests } = harness();
        const before = requests();
        failNext(fault);
        expect(await translator.translate("Bonjour", known)).toMatchObject({ supported: true });
        expect(requests() - before).toBe(2);
      },
    );

    test("503 that lasts is a failure after three requests", async () => {
      const { translator, failNext, requests } = harness();
      const before = requests();
      failNext("503", 3);
      await expect(translator.translate("Bonjour", known)).rejects.toMatchObject(failure);
      expect(requests() - before).toBe(3);
    });

    test.each(["garbage", "an empty answer"] as const)("%s is a failure of the translation service", async (fault) => {
      const { translator, failNext } = harness();
      failNext(fault, 3);
      await expect(translator.translate("Bonjour", known)).rejects.toMatchObject(failure);
    });

    test("silence ends when nobody waits any more", async () => {
      const { translator, failNext } = harness();
      failNext("silence");
      const signal = AbortSignal.timeout(100);
      await expect(translator.translate("Bonjour", { ...known, signal })).rejects.toMatchObject(failure);
    });
  });
}
