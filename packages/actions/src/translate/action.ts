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
import { toLanguageName, toTargetLanguage } from "./languages.ts";
import { type Translated, translateTexts, type Translator } from "./translate-texts.ts";

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
    { translator, defaultLanguage }: { translator: Translator; defaultLanguage: string },
  ) {
    const own = toTargetLanguage(user.language, defaultLanguage);
    const shares = shareSpace(
      messages.map(({ text }) => text.length),
      longestInputChars,
    );
    const texts = messages.map(({ text }, index) => cutText(text.toWellFormed(), shares[index] ?? 0));
    const names = mentions.map(({ name }) => name);
    const translate = async (to: string): Promise<Entry[]> => {
      const results = await translateTexts(texts, to, translator, names);
      return results.map((result, index) => ({ result, sender: messages[index]?.sender.name ?? "Someone" }));
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
  return only ? text(join([excerpt(only.text, roomChars.one), ...notes])) : renderSeveral(entries, notes);
}

function join(blocks: readonly Markup[]): Markup {
  return blocks.reduce((all, block) => markup`${all}\n\n${block}`);
}

function renderSeveral(entries: readonly Entry[], footer: readonly Markup[]): Reply {
  const headings = entries.map(
    ({ sender, result }) => markup`*${excerpt(sender.replaceAll(/\s+/gu, " "), 60)}* (${noteOf(result)})`,
  );
  const whole = entries.map(({ result }) => excerpt(result.text.trim(), Number.MAX_SAFE_INTEGER));
  const around = [...headings, ...footer].reduce((sum, { source }) => sum + source.length + 3, 0);
  const shares = shareSpace(
    whole.map(({ source }) => source.length),
    roomChars.several - around,
  );
  const blocks = entries.map(
    ({ result }, index) => markup`${headings[index] ?? ""}\n${excerpt(result.text.trim(), shares[index] ?? 0)}`,
  );
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
