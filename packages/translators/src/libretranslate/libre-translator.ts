import type { Connection } from "@cliq-actions/core";
import { askServer, fieldsOf, unexpected } from "../ask-server.ts";
import type { Translator } from "../translator.ts";

/** Where LibreTranslate's code is another than a language's own. */
const codes: { readonly [code: string]: string } = {
  no: "nb",
  pt: "pt-BR",
  "pt-PT": "pt",
  zh: "zh-Hans",
  "zh-TW": "zh-Hant",
};

/**
 * Translates with a server of LibreTranslate: https://docs.libretranslate.com/guides/api_usage/. One that asks for keys
 * takes them in the body alone, where a connection puts none: have it ask for a header, or for none.
 */
export function libreTranslator(connection: Connection): Translator {
  return {
    name: "LibreTranslate",
    async translate(text, { from, to, signal }) {
      const source = from === undefined ? "auto" : toTheirs(from);
      const json = { q: text, source, target: toTheirs(to), format: "text" };
      const answer = await askServer(connection, { method: "POST", path: "/translate", json, signal });
      const { translatedText, detectedLanguage, error } = fieldsOf(answer);
      if (answer.status === 400 && /is not (?:supported|available)/.test(String(error)))
        return { supported: false, ...(from === undefined ? {} : { from }) };
      const { language } = (detectedLanguage ?? {}) as { language?: unknown };
      const found = from ?? (typeof language === "string" ? toOurs(language) : undefined);
      if (answer.status !== 200 || typeof translatedText !== "string" || found === undefined) unexpected(answer);
      return { supported: true, text: translatedText, from: found };
    },
  };
}

function toTheirs(code: string): string {
  return codes[code] ?? code.split("-")[0] ?? code;
}

function toOurs(theirs: string): string {
  return Object.keys(codes).find((code) => codes[code] === theirs) ?? theirs;
}
