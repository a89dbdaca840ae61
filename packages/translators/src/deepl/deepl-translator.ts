import type { Connection } from "@cliq-actions/core";
import { askServer, type Fields, fieldsOf, unexpected } from "../ask-server.ts";
import { isSameLanguage } from "../is-same-language.ts";
import type { Translation, TranslationOrder, Translator } from "../translator.ts";
import type { DeeplSettings } from "../translator-settings.ts";

/** https://developers.deepl.com/docs/getting-started/supported-languages */
const targets: { readonly [code: string]: string } = {
  en: "EN-US",
  no: "NB",
  pt: "PT-BR",
  "pt-PT": "PT-PT",
  zh: "ZH-HANS",
  "zh-TW": "ZH-HANT",
};

/** The `prefer_` words are taken for every language: where one has no formality, they do nothing. */
const formalities = { formal: "prefer_more", informal: "prefer_less" } as const;

/** Translates with DeepL: https://developers.deepl.com/docs/api-reference/translate */
export function deeplTranslator(
  connection: Connection,
  { formality, glossary }: Pick<DeeplSettings, "formality" | "glossary">,
): Translator {
  return {
    name: "DeepL",
    async translate(text, order) {
      const answer = await ask(text, order);
      // A glossary needs to be told the language, and is for one pair.
      const isFound = order.from === undefined && answer.supported && hasGlossary(answer.from, order.to);
      return isFound ? ask(text, { ...order, from: answer.from }) : answer;
    },
  };

  async function ask(text: string, { from, to, signal }: TranslationOrder): Promise<Translation> {
    const json = {
      text: [text],
      target_lang: targets[to] ?? baseOf(to),
      ...(from === undefined ? {} : { source_lang: sourceOf(from) }),
      ...(formality === undefined ? {} : { formality: formalities[formality] }),
      ...(glossary !== undefined && from !== undefined && hasGlossary(from, to) ? { glossary_id: glossary.id } : {}),
    };
    const answer = await askServer(connection, { method: "POST", path: "/v2/translate", json, signal, authorize });
    const fields = fieldsOf(answer);
    if (answer.status === 400 && /'(?:target|source)_lang' not supported/.test(String(fields.message)))
      return { supported: false, ...(from === undefined ? {} : { from }) };
    if (answer.status !== 200) unexpected(answer);
    const [first] = (fields.translations ?? []) as readonly (Fields | undefined)[];
    const { text: translated, detected_source_language: found } = first ?? {};
    if (typeof translated !== "string" || typeof found !== "string") unexpected(answer);
    return { supported: true, text: translated, from: from ?? toCode(found) };
  }

  function hasGlossary(from: string, to: string): boolean {
    return glossary !== undefined && isSameLanguage(glossary.from, from) && isSameLanguage(glossary.to, to);
  }
}

function authorize(secret: string): Record<string, string> {
  return { authorization: `DeepL-Auth-Key ${secret}` };
}

function baseOf(code: string): string {
  return (code.split("-")[0] ?? code).toUpperCase();
}

function sourceOf(code: string): string {
  return code === "no" ? "NB" : baseOf(code);
}

function toCode(language: string): string {
  const code = language.toLowerCase();
  return code === "nb" ? "no" : code;
}
