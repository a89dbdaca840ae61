import type { Connection } from "@cliq-actions/core";
import { askServer, fieldsOf, unexpected } from "../ask-server.ts";
import { isSameLanguage } from "../is-same-language.ts";
import type { Translation, TranslationOrder, Translator } from "../translator.ts";
import { apertiumCodes } from "./apertium-codes.ts";

/**
 * Translates with a server of Apertium (apertium-apy): https://wiki.apertium.org/wiki/Apertium-apy. It tells a language
 * when it is asked to, and translates between the pairs that are installed there.
 */
export function apertiumTranslator(connection: Connection): Translator {
  return {
    name: "Apertium",
    async translate(text, order) {
      const from = order.from ?? (await identify(text, order.signal));
      if (from === undefined) return { supported: false };
      if (isSameLanguage(from, order.to)) return { supported: true, text, from };
      return translatePair(text, { ...order, from });
    },
  };

  async function translatePair(text: string, { from, to, signal }: Required<TranslationOrder>): Promise<Translation> {
    const [source, target] = [apertiumCodes.get(from), apertiumCodes.get(to)];
    if (source === undefined || target === undefined) return { supported: false, from };
    const pairs = [source, source.split("_")[0]].flatMap((one) =>
      [target, target.split("_")[0]].map((other) => `${one}|${other}`),
    );
    for (const langpair of new Set(pairs)) {
      const answer = await post("/translate", { langpair, q: text, markUnknown: "no" }, signal);
      const { responseData, explanation } = fieldsOf(answer);
      if (answer.status === 400 && /pair is (?:not installed|invalid)/.test(String(explanation))) continue;
      const { translatedText } = (responseData ?? {}) as { translatedText?: unknown };
      if (answer.status !== 200 || typeof translatedText !== "string") unexpected(answer);
      return { supported: true, text: translatedText, from };
    }
    return { supported: false, from };
  }

  /** The likeliest language that we have a code for. */
  async function identify(text: string, signal: AbortSignal): Promise<string | undefined> {
    const answer = await post("/identifyLang", { q: text }, signal);
    const likely = Object.entries(fieldsOf(answer)).filter(([, share]) => typeof share === "number");
    if (answer.status !== 200 || likely.length === 0) unexpected(answer);
    const byShare = likely.toSorted(([, one], [, other]) => Number(other) - Number(one));
    return byShare.map(([theirs]) => toOurs(theirs)).find((code) => code !== undefined);
  }

  async function post(path: string, fields: Record<string, string>, signal: AbortSignal) {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams(fields).toString();
    return askServer(connection, { method: "POST", path, headers, body, signal });
  }
}

/** By the whole code, else by what stands before its country. */
function toOurs(theirs: string): string | undefined {
  const codes = [...apertiumCodes];
  return (codes.find(([, code]) => code === theirs) ?? codes.find(([, code]) => code.split("_")[0] === theirs))?.[0];
}
