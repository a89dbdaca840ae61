import {
  cutText,
  defineMessageAction,
  excerpt,
  markup,
  type Markup,
  type Reply,
  shareSpace,
  text,
  UserError,
} from "@cliq-actions/core";
import names from "./languages.json" with { type: "json" };
import { type Translated, translateTexts } from "@cliq-actions/translators/translate-texts";
import type { Translator } from "@cliq-actions/translators/translator";
import type { TranslationOptions } from "@cliq-actions/translators/translator-settings";

/** Most characters that one click translates: what the longest message holds, and twice what a reply can show. */
const longestInputChars = 10_000;

/** Room in a reply of 5,000 characters for what people wrote, the notes around it taken off. */
const roomChars = { one: 4_600, several: 4_900 } as const;

/** Translates messages into the language of the person who asks. */
export default defineMessageAction({
  name: "Translate",
  hint: "Read these messages in your language",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message", "user"],
  multiSelectable: true,

  async execute(
    { messages, mentions, user },
    {
      translator,
      defaultLanguage,
      options: { neverTranslate, showOriginal },
    }: { translator: Translator; defaultLanguage: string; options: TranslationOptions },
  ) {
    const own = toTargetLanguage(user.language, defaultLanguage);
    const shares = shareSpace(
      messages.map(({ text }) => text.length),
      longestInputChars,
    );
    const texts = messages.map(({ text }, index) => cutText(text.toWellFormed(), shares[index] ?? 0));
    const kept = { mentioned: mentions.map(({ name }) => name), neverTranslate };
    const translate = async (to: string): Promise<Entry[]> => {
      const results = await translateTexts(texts, to, translator, kept);
      return results.map((result, index) => ({
        result,
        sender: messages[index]?.sender.name ?? "Someone",
        original: showOriginal && result.kind === "translated" ? (texts[index] ?? "") : "",
      }));
    };
    const entries = await translate(own);
    // What the system cannot do for this person it may for the stage's language, which everybody there is taken to read.
    const others = own !== defaultLanguage && isUnsupported(entries) ? await translate(defaultLanguage) : entries;
    if (others === entries || isUnsupported(others))
      return renderTranslations(entries, { to: own, translator: translator.name });
    return renderTranslations(others, { to: defaultLanguage, translator: translator.name, insteadOf: own });
  },
});

/** Whose text became what. */
interface Entry {
  readonly sender: string;
  readonly result: Translated;
  /** What the translation stands beside; empty where it stands alone. */
  readonly original: string;
}

/** Into which language (code), and by what system. */
interface Rendering {
  readonly to: string;
  readonly translator: string;
  /** The person's language, where the system has it not. */
  readonly insteadOf?: string;
}

/** Whether there were words, and the system has no way for any of them. */
function isUnsupported(entries: readonly Entry[]): boolean {
  const kinds = new Set(entries.map(({ result }) => result.kind));
  return kinds.has("unsupported") && !kinds.has("translated") && !kinds.has("same");
}

/** The answer for one message or several. Throws {@link UserError} when nothing at all could be translated. */
function renderTranslations(entries: readonly Entry[], { to, translator, insteadOf }: Rendering): Reply {
  const results = entries.map(({ result }) => result);
  const [only] = results.length === 1 ? results : [];
  const target = toLanguageName(to);
  if (results.every(({ kind }) => kind === "wordless")) {
    throw new UserError(
      only ? "This message has no words to translate." : "These messages have no words to translate.",
    );
  }
  if (isUnsupported(entries)) {
    const sources = new Set(results.filter(({ kind }) => kind === "unsupported").map((result) => sourceName(result)));
    throw new UserError(`${translator} does not translate from ${[...sources].join(", ")} to ${target}.`);
  }
  const instead =
    insteadOf === undefined
      ? ""
      : `${translator} does not translate that to ${toLanguageName(insteadOf)}: this is ${target}.`;
  if (results.every(({ kind }) => kind === "same" || kind === "wordless")) {
    const already = only ? `This message is already in ${target}.` : `These messages are already in ${target}.`;
    return text(`${already} ${instead}`.trim());
  }
  const leftOut = results.reduce((sum, result) => sum + (result.kind === "translated" ? result.leftOut : 0), 0);
  const notes = [
    ...(results.some(({ kind }) => kind === "translated")
      ? [`Translated ${only ? `from ${sourceName(only)}` : `to ${target}`} by ${translator}`]
      : []),
    ...(leftOut === 0 ? [] : [`The shortest pieces between links, names and marks (${leftOut}) stayed as they were`]),
    ...(instead === "" ? [] : [instead]),
  ].map((note) => markup`_${note}_`);
  const [entry] = entries;
  return only && entry ? renderOne(entry, notes) : renderSeveral(entries, notes);
}

function renderOne({ result, original }: Entry, notes: readonly Markup[]): Reply {
  if (original === "") return text(join([excerpt(result.text, roomChars.one), ...notes]));
  const room = roomChars.one / 2 - longestOriginalHeadingChars;
  return text(join([excerpt(result.text, room), renderOriginal(excerpt(original.trim(), room)), ...notes]));
}

const longestOriginalHeadingChars = 15;

function renderOriginal(original: Markup): Markup {
  return markup`_Original_\n${original}`;
}

function join(blocks: readonly Markup[]): Markup {
  return blocks.reduce((all, block) => markup`${all}\n\n${block}`);
}

function renderSeveral(entries: readonly Entry[], footer: readonly Markup[]): Reply {
  const headings = entries.map(
    ({ sender, result }) => markup`*${excerpt(sender.replaceAll(/\s+/gu, " "), 60)}* (${noteOf(result)})`,
  );
  const bodies = entries.map(({ result, original }) => [result.text.trim(), original.trim()]);
  const lengths = bodies.flat().map((body) => excerpt(body, Number.MAX_SAFE_INTEGER).source.length);
  const originals = entries.filter(({ original }) => original !== "").length;
  const around = [...headings, ...footer].reduce((sum, { source }) => sum + source.length + 3, 0);
  const shares = shareSpace(lengths, roomChars.several - around - originals * longestOriginalHeadingChars);
  const blocks = bodies.map(([translated = "", original = ""], index) => {
    const block = markup`${headings[index] ?? ""}\n${excerpt(translated, shares[2 * index] ?? 0)}`;
    if (original === "") return block;
    return markup`${block}\n${renderOriginal(excerpt(original, shares[2 * index + 1] ?? 0))}`;
  });
  return text(join([...blocks, ...footer]));
}

function noteOf(result: Translated): string {
  const source = sourceName(result);
  const notes = {
    translated: `from ${source}`,
    same: `already in ${source}`,
    unsupported: `${source} is not supported`,
    wordless: "no words",
  };
  return notes[result.kind];
}

function sourceName(result: Translated): string {
  return "from" in result && result.from !== undefined ? toLanguageName(result.from) : "this language";
}

/**
 * [Languages of Amazon Translate](https://docs.aws.amazon.com/translate/latest/dg/what-is-languages.html) by its codes,
 * with the English names that `Intl.DisplayNames` gives them.
 */
export const languages: ReadonlyMap<string, string> = new Map(Object.entries(names));

/** Amazon Translate's codes with a region (Supported languages); every other language goes by its bare code. */
const regional: { readonly [tag: string]: string } = {
  "es-mx": "es-MX",
  "fa-af": "fa-AF",
  "fr-ca": "fr-CA",
  "pt-pt": "pt-PT",
  "zh-hant": "zh-TW",
  "zh-hk": "zh-TW",
  "zh-tw": "zh-TW",
};

/** Codes that other systems use for a language Amazon Translate knows under another. */
const renamed: { readonly [code: string]: string } = { fil: "tl", in: "id", iw: "he", nb: "no", nn: "no" };

/**
 * The language to translate into: the person's own, else the stage's default.
 * INFERRED: Cliq's `language` is a tag such as "en"; regions and underscores are taken, anything else is ignored.
 */
export function toTargetLanguage(own: string | undefined, fallback: string): string {
  const tag = own?.trim().replaceAll("_", "-").toLowerCase() ?? "";
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/.test(tag)) return fallback;
  const [base = "", ...rest] = tag.split("-");
  const exact = rest.map((part) => regional[`${base}-${part}`]).find((code) => code !== undefined);
  return exact ?? renamed[base] ?? base;
}

/** A language's English name, such as "French" for "fr"; the code itself where there is none. */
export function toLanguageName(code: string): string {
  return languages.get(code) ?? nameOfOther(code);
}

/** Only of what Amazon Translate does not translate: to ask this costs more than the click. */
function nameOfOther(code: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
