import { jsonService } from "../json-service.ts";
import type { Service } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import { detectLanguage } from "./detect-language.ts";
import type { TranslateEngine } from "./engine.ts";
import { languages } from "./languages.ts";

const maxTextBytes = 10_000;

/** Amazon Translate: TranslateText. https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html */
export function translateService(engine: TranslateEngine): Service {
  return jsonService("1.1", "Translate", {
    async TranslateText(input, call) {
      const {
        Text: text,
        SourceLanguageCode: source,
        TargetLanguageCode: target,
      } = input as Record<string, string | undefined>;
      call.authorize("translate:TranslateText", "*");
      if (!text || !source || !target)
        throw new ServiceError(
          "InvalidRequestException",
          "Text, SourceLanguageCode and TargetLanguageCode must not be empty.",
        );
      const size = Buffer.byteLength(text);
      if (size > maxTextBytes) {
        throw new ServiceError(
          "TextSizeLimitExceededException",
          `Input text size exceeds limit. Max length of request text allowed is ${maxTextBytes} bytes while in this request the text size is ${size} bytes`,
        );
      }
      if ((input["TerminologyNames"] as unknown[] | undefined)?.length)
        throw new ServiceError("ResourceNotFoundException", "Local AWS keeps no custom terminologies.");
      // Translate detects through Comprehend, with the caller's permission.
      if (source === "auto") call.authorize("comprehend:DetectDominantLanguage", "*");
      const from = source === "auto" ? detectLanguage(text) : source;
      if (!languages.has(from) || !languages.has(target)) {
        throw new ServiceError(
          "UnsupportedLanguagePairException",
          `Unsupported language pair: ${from} to ${target}. Target language '${target}' is not supported`,
        );
      }
      const translated = from === target ? text : await engine.translate(text, from, target);
      return {
        TranslatedText: translated,
        SourceLanguageCode: from,
        TargetLanguageCode: target,
        ...(input["Settings"] !== undefined && { AppliedSettings: input["Settings"] }),
      };
    },
  });
}
