import type { FakeRequest, FakeResponse, FakeSystem } from "@cliq-actions/local-aws/define-fakes";
import { detectLanguage, pseudoEngine } from "../pseudo-translation.ts";

const languages =
  "AR BG CS DA DE EL EN EN-GB EN-US ES ET FI FR HU ID IT JA KO LT LV NB NL PL PT-BR PT-PT RO RU SK SL SV TR UK ZH-HANS ZH-HANT";
const targets = new Set(languages.split(" "));
const sources = new Set(languages.split(" ").map((language) => language.split("-")[0]));

/** DeepL as https://developers.deepl.com/docs/api-reference/translate has it, which only puts accents on letters. */
export function deeplFake(): FakeSystem & { secret: string } {
  const secret = "a-key-for-laptops";
  return {
    secret,
    async answer(request) {
      if (request.headers.authorization !== `DeepL-Auth-Key ${secret}`)
        return refuse(403, "Authorization failure, check auth_key");
      if (request.method !== "POST" || request.path !== "/v2/translate") return refuse(404, "Not found");
      return translate(request);
    },
  };
}

async function translate(request: FakeRequest): Promise<FakeResponse> {
  const asked = request.json<{ readonly text?: unknown } & Record<string, string | undefined>>();
  const { text, target_lang: target, source_lang: source, glossary_id: glossary, formality } = asked;
  if (!Array.isArray(text) || text.length === 0)
    return refuse(400, "Bad request. Reason: Parameter 'text' not specified.");
  if (!targets.has(target ?? "")) return refuse(400, "Value for 'target_lang' not supported.");
  if (source !== undefined && !sources.has(source)) return refuse(400, "Value for 'source_lang' not supported.");
  if (glossary !== undefined && source === undefined) return refuse(400, "Value for 'source_lang' not supported.");
  if (formality !== undefined && !/^(?:default|more|less|prefer_more|prefer_less)$/.test(formality))
    return refuse(400, "Value for 'formality' not supported.");
  const translations = await Promise.all(
    text.map(async (one: string) => {
      const from = source === undefined ? detectLanguage(one) : source.toLowerCase();
      const to = (target ?? "").toLowerCase();
      return { detected_source_language: from.toUpperCase(), text: await pseudoEngine.translate(one, from, to) };
    }),
  );
  return { json: { translations } };
}

function refuse(status: number, message: string): FakeResponse {
  return { status, json: { message } };
}
