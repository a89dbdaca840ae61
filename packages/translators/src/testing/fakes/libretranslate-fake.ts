import type { FakeResponse, FakeSystem } from "@cliq-actions/local-aws/define-fakes";
import { detectLanguage, pseudoEngine } from "../pseudo-translation.ts";

const languages = new Set(
  "ar az bg bn ca cs da de el en eo es et fa fi fr ga he hi hu id it ja ko lt lv ms nb nl pl pt pt-BR ro ru sk sl sq sv th tl tr uk ur zh-Hans zh-Hant".split(
    " ",
  ),
);

/** A server of LibreTranslate without keys, as https://docs.libretranslate.com/guides/api_usage/ has it, which only puts accents on letters. */
export function libretranslateFake(): FakeSystem {
  return {
    async answer(request) {
      if (request.method !== "POST" || request.path !== "/translate") return refuse(404, "Not found");
      const { q, source, target, format = "text" } = request.json<Record<string, string | undefined>>();
      if (!q) return refuse(400, "Invalid request: missing q parameter");
      if (source === undefined) return refuse(400, "Invalid request: missing source parameter");
      if (target === undefined) return refuse(400, "Invalid request: missing target parameter");
      if (format !== "text" && format !== "html") return refuse(400, `${format} format is not supported`);
      const language = source === "auto" ? detectLanguage(q) : source;
      for (const one of [language, target]) if (!languages.has(one)) return refuse(400, `${one} is not supported`);
      const translatedText = language === target ? q : await pseudoEngine.translate(q, language, target);
      const detected = source === "auto" ? { detectedLanguage: { confidence: 90, language } } : {};
      return { json: { ...detected, translatedText } };
    },
  };
}

function refuse(status: number, error: string): FakeResponse {
  return { status, json: { error } };
}
