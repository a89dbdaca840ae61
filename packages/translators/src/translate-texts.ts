import { findNames, isWordCharacter } from "@cliq-actions/core";
import { findWords } from "./find-words.ts";
import { isSameLanguage } from "./is-same-language.ts";
import type { Translation, Translator } from "./translator.ts";

/** What became of one text. `text` is the original unless `kind` is "translated"; `from` is a language code. */
export type Translated =
  | { readonly kind: "same"; readonly text: string; readonly from: string }
  | {
      readonly kind: "translated";
      readonly text: string;
      readonly from: string;
      /** How many pieces of it stayed as they were, because there were too many. */
      readonly leftOut: number;
    }
  | { readonly kind: "unsupported"; readonly text: string; readonly from?: string }
  | { readonly kind: "wordless"; readonly text: string };

/** What stays as it is. */
export interface Kept {
  /** Names of people whom the texts mention. */
  readonly mentioned: readonly string[];
  readonly neverTranslate: readonly string[];
}

/** A click costs at most so many calls, so many of them at a time, and so long. */
const mostCalls = 60;
const callsAtOnce = 8;
const longestWorkMs = 8_000;

/**
 * Translates texts part by part. The longest part of each text goes first and tells its language; the rest follow in
 * that language, the longest first while calls are left, unless the text needs no translation. Names of people whom
 * the texts mention and words that are never translated stay as they are.
 */
export async function translateTexts(
  texts: readonly string[],
  to: string,
  translator: Translator,
  kept: Partial<Kept> = {},
): Promise<Translated[]> {
  const drafts = texts.map((text) => toDraft(text, kept));
  const signal = AbortSignal.timeout(longestWorkMs);
  const answers = new Map<Part, Translation>();
  const ask = async ({ part, from }: { part: Part; from?: string }): Promise<void> => {
    answers.set(part, await translator.translate(part.text, { to, signal, ...(from === undefined ? {} : { from }) }));
  };
  const leads = drafts.flatMap(({ lead }) => (lead === undefined ? [] : [{ part: lead }]));
  await forEachLimited(leads, ask);
  const rest = drafts.flatMap(({ lead, prose }) => {
    const answer = lead && answers.get(lead);
    if (!answer?.supported || isSameLanguage(answer.from, to)) return [];
    return prose.filter((part) => part !== lead).map((part) => ({ part, from: answer.from }));
  });
  const longestFirst = rest.toSorted((one, other) => other.part.text.length - one.part.text.length);
  await forEachLimited(longestFirst.slice(0, mostCalls - leads.length), ask);
  return drafts.map((draft) => conclude(draft, to, answers));
}

interface Draft {
  readonly text: string;
  readonly parts: readonly Part[];
  readonly prose: readonly Part[];
  /** The longest prose: the best sample of the language. */
  readonly lead: Part | undefined;
}

function toDraft(text: string, kept: Partial<Kept>): Draft {
  const parts = splitProtected(text, kept);
  const prose = parts.filter(({ translatable }) => translatable);
  const lead = prose.toSorted((one, other) => other.text.length - one.text.length)[0];
  return { text, parts, prose, lead };
}

function conclude(
  { text, parts, prose, lead }: Draft,
  to: string,
  answers: ReadonlyMap<Part, Translation>,
): Translated {
  const answer = lead && answers.get(lead);
  if (answer === undefined) return { kind: "wordless", text };
  const { from } = answer;
  // Whether a text already in the target language is echoed or refused as a pair is not documented: both are taken.
  if (from !== undefined && isSameLanguage(from, to)) return { kind: "same", text, from };
  if (!answer.supported) return { kind: "unsupported", text, ...(from === undefined ? {} : { from }) };
  const leftOut = prose.filter((part) => !answers.has(part)).length;
  return { kind: "translated", text: join(parts, answers), from: answer.from, leftOut };
}

/** The parts with their translations; set apart by a space where words of another script came to stand next to a name. */
function join(parts: readonly Part[], answers: ReadonlyMap<Part, Translation>): string {
  let joined = "";
  let before: Part | undefined;
  for (const part of parts) {
    const answer = answers.get(part);
    const text = answer?.supported ? answer.text : part.text;
    const isGlued =
      before !== undefined &&
      (before.translatable
        ? !part.isClosing && wouldGlue(joined.at(-1), before.text.at(-1), part.text[0])
        : part.translatable && !before.isOpening && wouldGlue(text[0], part.text[0], before.text.at(-1)));
    joined += isGlued ? ` ${text}` : text;
    before = part;
  }
  return joined;
}

/** Whether translated words that begin or end with `now` instead of `once` would be read together with what stands at `kept`. */
function wouldGlue(now = "", once = "", kept = ""): boolean {
  const isApart = /\S/.test(kept) && /\p{L}/u.test(once) && !isWordCharacter(once);
  return isWordCharacter(now) && (isApart || /[\p{L}\p{N}@#]/u.test(kept));
}

/** After a failure no further call starts; it is thrown once all in flight have ended, so that none runs on unseen. */
async function forEachLimited<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  let hasFailed = false;
  const work = async (): Promise<void> => {
    for (const item of left) {
      if (hasFailed) return;
      await act(item).catch((error: unknown) => {
        hasFailed = true;
        throw error;
      });
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: callsAtOnce }, work));
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure !== undefined) throw failure.reason;
}

/** A stretch of text: prose to translate, or something that must stay as it is. The parts joined are the text. */
interface Part {
  readonly translatable: boolean;
  readonly text: string;
  /** Whether it is a mark whose words stand directly after it, or before it. */
  readonly isOpening?: boolean;
  readonly isClosing?: boolean;
}

/**
 * Markup whose every alternative reads each character a fixed number of times: code blocks, inline code, mentions
 * (`{@…}`, `{#…}`, `[@name](…)`), and all but the words of `[words](address)`. The forms are those of the protocol page
 * (2.2 and 3.3), as are the marks of {@link findMarks}.
 */
const markup = new RegExp(
  [
    "```[\\s\\S]*?```",
    "`[^`\\n]+`",
    "\\{[@#][^{}\\n]*\\}",
    "\\[[@#][^[\\]\\n]*\\]\\([^()\\s]*\\)",
    "(?<opening>\\[(?=[^[\\]\\n]*\\]\\([^()\\s]*\\)))",
    "(?<closing>\\]\\([^()\\s]*\\))",
  ].join("|"),
  "gu",
);

interface Stretch extends Pick<Part, "isOpening" | "isClosing"> {
  readonly start: number;
  readonly end: number;
}

/** Splits a text into what to translate and what to keep. White space around words is kept, too. */
export function splitProtected(text: string, { mentioned = [], neverTranslate = [] }: Partial<Kept> = {}): Part[] {
  const forms = Array.from(text.matchAll(markup), ({ 0: form, index, groups }): Stretch => ({
    start: index,
    end: index + form.length,
    isOpening: groups?.opening !== undefined,
    isClosing: groups?.closing !== undefined,
  }));
  const names = merge(merge(forms, findNames(text, mentioned)), findWords(text, neverTranslate));
  const kept = merge(names, findMarks(text));
  const parts: Part[] = [];
  let from = 0;
  for (const { start, end, isOpening = false, isClosing = false } of kept) {
    parts.push(...splitProse(text.slice(from, start)));
    parts.push({ translatable: false, text: text.slice(start, end), isOpening, isClosing });
    from = end;
  }
  return [...parts, ...splitProse(text.slice(from))].filter((part) => part.text !== "");
}

/** Both lists in order, without what of the second meets the first. */
function merge(first: readonly Stretch[], second: readonly Stretch[]): Stretch[] {
  let next = 0;
  const apart = second.filter(({ start, end }) => {
    while ((first[next]?.end ?? Infinity) <= start) next += 1;
    return end <= (first[next]?.start ?? Infinity);
  });
  return [...first, ...apart].toSorted((one, other) => one.start - other.start);
}

/** Marks of quotes, headings and rules at a line's start, and those of styles where both ends are on one line. */
function findMarks(text: string): Stretch[] {
  const found: Stretch[] = [];
  let opened = new Map<string, number>();
  for (const { 0: mark, index: start, groups } of text.matchAll(
    /(?<line>^[ \t]*(?:[!>]+|#{1,6}(?=[ \t])|-{3,}[ \t]*$)[ \t]*)|\n|__|[*_~]/gmu,
  )) {
    const end = start + mark.length;
    if (mark === "\n") opened = new Map();
    else if (groups?.line !== undefined) found.push({ start, end, isOpening: true });
    else {
      const [before = " ", after = " "] = [text[start - 1], text[end]];
      const opening = opened.get(mark);
      if (opening !== undefined && opening < start && /\S/.test(before) && !isWordCharacter(after)) {
        found.push({ start: opening - mark.length, end: opening, isOpening: true }, { start, end, isClosing: true });
        opened.delete(mark);
      } else if (/\S/.test(after) && !isWordCharacter(before)) opened.set(mark, end);
    }
  }
  return found.toSorted((one, other) => one.start - other.start);
}

/** Words without a letter in them say the same in every language. */
function splitProse(gap: string): Part[] {
  if (!/\p{L}/u.test(gap)) return [{ translatable: false, text: gap }];
  const core = gap.trim();
  const start = gap.indexOf(core);
  return [
    { translatable: false, text: gap.slice(0, start) },
    { translatable: true, text: core },
    { translatable: false, text: gap.slice(start + core.length) },
  ];
}
