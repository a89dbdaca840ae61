import { AwsFailure } from "@cliq-actions/aws/aws-failure";
import type { AwsService, JsonService } from "@cliq-actions/aws/aws-service";
import { UpstreamFailed } from "@cliq-actions/core";
import { isSameLanguage } from "../is-same-language.ts";
import type { Translation, TranslationOrder, Translator } from "../translator.ts";
import type { AmazonSettings } from "../translator-settings.ts";

/** The most UTF-8 that one call takes. https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html */
const longestTextBytes = 10_000;

/** As its model names it: https://github.com/aws/api-models-aws/tree/main/models/translate */
export const amazonTranslate: JsonService = {
  host: "translate",
  id: "Translate",
  target: "AWSShineFrontendService_20170701",
  version: "1.1",
};

/** Translates with Amazon Translate; a text beyond its limit goes in pieces, all in the first piece's language. */
export function amazonTranslator(
  service: AwsService,
  { formality, glossary }: Pick<AmazonSettings, "formality" | "glossary"> = {},
): Translator {
  const settings = {
    ...(formality === undefined ? {} : { Settings: { Formality: formality.toUpperCase() } }),
    ...(glossary === undefined ? {} : { TerminologyNames: [glossary] }),
  };
  return {
    name: "Amazon Translate",
    async translate(text, order) {
      let from = order.from;
      let translated = "";
      for (const piece of splitBytes(text, longestTextBytes)) {
        const words = piece.trim();
        const answer =
          words === "" ? undefined : await translatePiece(words, { ...order, ...(from === undefined ? {} : { from }) });
        if (answer?.supported === false) return answer;
        from = answer?.from ?? from;
        translated += answer === undefined ? piece : piece.replace(words, () => answer.text);
      }
      return { supported: true, text: translated, from: from ?? order.to };
    },
  };

  async function translatePiece(text: string, order: TranslationOrder): Promise<Translation> {
    const from = order.from ?? "auto";
    const input = { Text: text, SourceLanguageCode: from, TargetLanguageCode: order.to, ...settings };
    try {
      const answer = await service.call("TranslateText", input, { signal: order.signal });
      const { TranslatedText: translated, SourceLanguageCode: source } = answer;
      if (typeof translated !== "string") throw new Error("Amazon Translate answered without a translation.");
      return { supported: true, text: translated, from: languageOf(source) ?? from };
    } catch (error) {
      const { name } = error as Error;
      const output = error instanceof AwsFailure ? error.output : {};
      if (name === "UnsupportedLanguagePairException") return toUnsupported(languageOf(output.SourceLanguageCode));
      const detected = languageOf(output.DetectedLanguageCode);
      if (name === "DetectedLanguageLowConfidenceException" && detected !== undefined && from === "auto") {
        // The exception's own page: a low confidence being good enough, ask again with the language it names.
        return isSameLanguage(detected, order.to)
          ? { supported: true, text, from: detected }
          : translatePiece(text, { ...order, from: detected });
      }
      throw new UpstreamFailed("translation service", { status: name, cause: error });
    }
  }
}

function languageOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function toUnsupported(from: string | undefined): Translation {
  return { supported: false, ...(from === undefined || from === "auto" ? {} : { from }) };
}

/**
 * Pieces of at most `limitBytes` of UTF-8 which joined are the text: cut between sentences where they fit, else
 * between characters as people see them, else (an accent pile beyond the limit) between code points.
 */
export function splitBytes(text: string, limitBytes: number): string[] {
  if (Buffer.byteLength(text) <= limitBytes) return [text];
  return pack(toUnits(text, limitBytes), limitBytes);
}

function toUnits(text: string, limitBytes: number): string[] {
  // Made only where they are needed: most texts fit, nearly all sentences do, and segmenters are costly to make.
  return segmentsOf("sentence", text).flatMap((sentence) => {
    if (Buffer.byteLength(sentence) <= limitBytes) return [sentence];
    return segmentsOf("grapheme", sentence).flatMap((grapheme) =>
      Buffer.byteLength(grapheme) <= limitBytes ? [grapheme] : Array.from(grapheme),
    );
  });
}

function segmentsOf(granularity: "sentence" | "grapheme", text: string): string[] {
  return Array.from(new Intl.Segmenter(undefined, { granularity }).segment(text), ({ segment }) => segment);
}

/** Joins neighbours as long as they fit. */
function pack(units: readonly string[], limitBytes: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  let bytes = 0;
  for (const unit of units) {
    const size = Buffer.byteLength(unit);
    if (bytes + size > limitBytes) {
      pieces.push(piece);
      [piece, bytes] = ["", 0];
    }
    piece += unit;
    bytes += size;
  }
  return [...pieces, piece].filter((one) => one !== "");
}
