import { UserError } from "@cliq-actions/core";

/** A text in another language, or the news that the system does not translate between these two. */
export type Translation =
  | { readonly supported: true; readonly text: string; /** Language code of the source. */ readonly from: string }
  | { readonly supported: false; /** Where the system tells it. */ readonly from?: string };

/** How to translate one piece of text. */
export interface TranslationOrder {
  /** Language code of the source; absent when it is to be found out. */
  readonly from?: string;
  readonly to: string;
  /** Ends the work when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** A system that translates plain text. */
export interface Translator {
  /** What to call it in front of people, such as "Amazon Translate". */
  readonly name: string;
  /** Translates text that holds at least one letter. Throws `UpstreamFailed("translation service")` when it fails. */
  translate(text: string, order: TranslationOrder): Promise<Translation>;
}

/** What became of one text. `text` is the original unless `kind` is "translated"; `from` is a language code. */
export type Translated =
  | { readonly kind: "translated" | "same"; readonly text: string; readonly from: string }
  | { readonly kind: "unsupported"; readonly text: string; readonly from?: string }
  | { readonly kind: "wordless"; readonly text: string };

/** A click costs at most so many calls, so many of them at a time, and so long. */
const mostCalls = 60;
const callsAtOnce = 8;
const longestWorkMs = 8_000;

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
  const calls = drafts.reduce((sum, { prose }) => sum + prose.length, 0);
  if (calls > mostCalls) {
    throw new UserError(
      "There are too many links, mentions and pieces of code between the words to translate. Select less at once.",
    );
  }
  const signal = AbortSignal.timeout(longestWorkMs);
  const answers = new Map<Part, Translation>();
  const ask = async ({ part, from }: { part: Part; from?: string }): Promise<void> => {
    answers.set(part, await translator.translate(part.text, { to, signal, ...(from === undefined ? {} : { from }) }));
  };
  await forEachLimited(
    drafts.flatMap(({ lead }) => (lead === undefined ? [] : [{ part: lead }])),
    ask,
  );
  const rest = drafts.flatMap(({ lead, prose }) => {
    const answer = lead && answers.get(lead);
    if (!answer?.supported || isSameLanguage(answer.from, to)) return [];
    return prose.filter((part) => part !== lead).map((part) => ({ part, from: answer.from }));
  });
  await forEachLimited(rest, ask);
  return drafts.map((draft) => conclude(draft, to, answers));
}

/** Whether a text in one language needs no translation into the other. Written Chinese differs by region. */
export function isSameLanguage(one: string, other: string): boolean {
  const [base, otherBase] = [one, other].map((code) => code.toLowerCase().split("-")[0]);
  return one === other || (base !== "zh" && base === otherBase);
}

interface Draft {
  readonly text: string;
  readonly parts: readonly Part[];
  readonly prose: readonly Part[];
  /** The longest prose: the best sample of the language. */
  readonly lead: Part | undefined;
}

function toDraft(text: string): Draft {
  const parts = splitProtected(text);
  const prose = parts.filter(({ translatable }) => translatable);
  const lead = prose.toSorted((one, other) => other.text.length - one.text.length)[0];
  return { text, parts, prose, lead };
}

function conclude({ text, parts, lead }: Draft, to: string, answers: ReadonlyMap<Part, Translation>): Translated {
  const answer = lead && answers.get(lead);
  if (answer === undefined) return { kind: "wordless", text };
  const { from } = answer;
  // Whether a text already in the target language is echoed or refused as a pair is not documented: both are taken.
  if (from !== undefined && isSameLanguage(from, to)) return { kind: "same", text, from };
  if (!answer.supported) return { kind: "unsupported", text, ...(from === undefined ? {} : { from }) };
  const translated = parts.map((part) => {
    const found = answers.get(part);
    return found?.supported ? found.text : part.text;
  });
  return { kind: "translated", text: translated.join(""), from: answer.from };
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
}

/**
 * What a translator must never see, in one expression whose every alternative reads each character a fixed number of
 * times: code blocks, inline code, mentions (`{@…}`, `{#…}`, `[@name](…)`), all but the words of `[words](address)`,
 * addresses, e-mail addresses, and `@name` or `#channel`. The forms are those of the protocol page (2.2 and 3.3).
 */
const untouchable = new RegExp(
  [
    "```[\\s\\S]*?```",
    "`[^`\\n]+`",
    "\\{[@#][^{}\\n]*\\}",
    "\\[[@#][^[\\]\\n]*\\]\\([^()\\s]*\\)",
    "\\[(?=[^[\\]\\n]*\\]\\([^()\\s]*\\))",
    "\\]\\([^()\\s]*\\)",
    '(?:(?:https?|ftp):\\/\\/|www\\.)[^\\s<>"\\u3000-\\u303F\\uFF00-\\uFF0F]+',
    "(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+",
    "(?<![\\p{L}\\p{N}_])[@#][\\p{L}\\p{N}_][\\p{L}\\p{N}._-]*",
  ].join("|"),
  "giu",
);

/** Splits a text into what to translate and what to keep. White space around words is kept, too. */
export function splitProtected(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(untouchable)) {
    parts.push(...splitProse(text.slice(from, match.index)), { translatable: false, text: match[0] });
    from = match.index + match[0].length;
  }
  return [...parts, ...splitProse(text.slice(from))].filter((part) => part.text !== "");
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
