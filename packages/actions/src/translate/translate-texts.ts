import { UserError } from "@cliq-actions/core";
import { longestWork } from "@cliq-actions/aws/sdk-limits";
import { isSameLanguage } from "./languages.ts";
import { mapLimited } from "./map-limited.ts";
import { type Part, splitProtected } from "./split-protected.ts";
import type { Translation, Translator } from "./translator.ts";

/** What became of one text. `text` is the original unless `kind` is "translated"; `from` is a language code. */
export type Translated =
  | { readonly kind: "translated" | "same"; readonly text: string; readonly from: string }
  | { readonly kind: "unsupported"; readonly text: string; readonly from?: string }
  | { readonly kind: "wordless"; readonly text: string };

/** A click costs at most so many calls, so many of them at a time. */
const mostCalls = 60;
const callsAtOnce = 8;

/**
 * Translates texts part by part. The longest part of each text goes first and tells its language; the rest follow in
 * that language, unless the text needs no translation. Throws {@link UserError} for texts in too many parts.
 */
export async function translateTexts(
  texts: readonly string[],
  to: string,
  translator: Translator,
): Promise<Translated[]> {
  const drafts = texts.map((text) => toDraft(text));
  const calls = drafts.reduce((sum, { words }) => sum + words.length, 0);
  if (calls > mostCalls) {
    throw new UserError(
      "There are too many links, mentions and pieces of code between the words to translate. Select less at once.",
    );
  }
  const signal = AbortSignal.timeout(longestWork);
  const answers = new Map<Part, Translation>();
  const ask = async ({ part, from }: { part: Part; from?: string }): Promise<void> => {
    answers.set(part, await translator.translate(part.text, { to, signal, ...(from === undefined ? {} : { from }) }));
  };
  await mapLimited(
    drafts.flatMap(({ lead }) => (lead === undefined ? [] : [{ part: lead }])),
    callsAtOnce,
    ask,
  );
  const rest = drafts.flatMap(({ lead, words }) => {
    const answer = lead && answers.get(lead);
    if (!answer?.supported || isSameLanguage(answer.from, to)) return [];
    return words.filter((part) => part !== lead).map((part) => ({ part, from: answer.from }));
  });
  await mapLimited(rest, callsAtOnce, ask);
  return drafts.map((draft) => conclude(draft, to, answers));
}

interface Draft {
  readonly text: string;
  readonly parts: readonly Part[];
  readonly words: readonly Part[];
  /** The longest words: the best sample of the language. */
  readonly lead: Part | undefined;
}

function toDraft(text: string): Draft {
  const parts = splitProtected(text);
  const words = parts.filter(({ translatable }) => translatable);
  const lead = words.toSorted((one, other) => other.text.length - one.text.length)[0];
  return { text, parts, words, lead };
}

function conclude({ text, parts, lead }: Draft, to: string, answers: ReadonlyMap<Part, Translation>): Translated {
  const answer = lead && answers.get(lead);
  if (answer === undefined) return { kind: "wordless", text };
  const { from } = answer;
  // Whether a text already in the target language is echoed or refused as a pair is not documented: both are taken.
  if (from !== undefined && isSameLanguage(from, to)) return { kind: "same", text, from };
  if (!answer.supported) return { kind: "unsupported", text, ...(from === undefined ? {} : { from }) };
  return {
    kind: "translated",
    text: parts.map((part) => wordsOf(part, answers.get(part))).join(""),
    from: answer.from,
  };
}

function wordsOf(part: Part, answer: Translation | undefined): string {
  return answer?.supported ? answer.text : part.text;
}
