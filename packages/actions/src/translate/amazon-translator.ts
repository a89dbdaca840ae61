import {
  DetectedLanguageLowConfidenceException,
  TranslateTextCommand,
  type TranslateClient,
  UnsupportedLanguagePairException,
} from "@aws-sdk/client-translate";
import { UpstreamFailed } from "@cliq-actions/core";
import { isSameLanguage } from "./languages.ts";
import { splitBytes } from "./split-bytes.ts";
import type { Translation, TranslationOrder, Translator } from "./translator.ts";

/** TranslateText takes at most 10,000 bytes of UTF-8 (API reference, `Text`). */
const longestText = 10_000;

/** Translates with Amazon Translate; a text beyond its limit goes in pieces, all in the first piece's language. */
export function amazonTranslator(client: TranslateClient): Translator {
  return {
    name: "Amazon Translate",
    async translate(text, order) {
      let from = order.from;
      let translated = "";
      for (const piece of splitBytes(text, longestText)) {
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
    const command = new TranslateTextCommand({ Text: text, SourceLanguageCode: from, TargetLanguageCode: order.to });
    try {
      const answer = await client.send(command, { abortSignal: order.signal });
      return { supported: true, text: answer.TranslatedText ?? text, from: answer.SourceLanguageCode ?? from };
    } catch (error) {
      if (error instanceof UnsupportedLanguagePairException) return toUnsupported(error.SourceLanguageCode);
      if (
        error instanceof DetectedLanguageLowConfidenceException &&
        error.DetectedLanguageCode !== undefined &&
        from === "auto"
      ) {
        // The exception's own page: a low confidence being good enough, ask again with the language it names.
        const detected = error.DetectedLanguageCode;
        return isSameLanguage(detected, order.to)
          ? { supported: true, text, from: detected }
          : translatePiece(text, { ...order, from: detected });
      }
      throw new UpstreamFailed("translation service", {
        ...(error instanceof Error ? { status: error.name } : {}),
        cause: error,
      });
    }
  }
}

function toUnsupported(from: string | undefined): Translation {
  return { supported: false, ...(from === undefined || from === "auto" ? {} : { from }) };
}
