import { excerpt, markup, type Markup, type Reply, text, UserError } from "@cliq-actions/core";
import { toLanguageName } from "./languages.ts";
import { shareSpace } from "./share-space.ts";
import type { Translated } from "./translate-texts.ts";

/** Whose words became what. */
export interface Entry {
  readonly sender: string;
  readonly result: Translated;
}

/** Into which language (code), and by what system. */
export interface Rendering {
  readonly to: string;
  readonly translator: string;
}

/** Room for people's words in a reply of 5,000 characters, the notes around them taken off. */
const room = { one: 4_800, several: 4_900 } as const;

/** The answer for one message or several. Throws {@link UserError} when nothing at all could be translated. */
export function renderTranslations(entries: readonly Entry[], { to, translator }: Rendering): Reply {
  const results = entries.map(({ result }) => result);
  const [only] = results.length === 1 ? results : [];
  const target = toLanguageName(to);
  if (results.every(({ kind }) => kind === "wordless")) {
    throw new UserError(
      only ? "This message has no words to translate." : "These messages have no words to translate.",
    );
  }
  if (results.every(({ kind }) => kind === "unsupported")) {
    const sources = new Set(results.map((result) => sourceName(result)));
    throw new UserError(`${translator} does not translate from ${[...sources].join(", ")} to ${target}.`);
  }
  if (results.every(({ kind }) => kind === "same" || kind === "wordless")) {
    return text(only ? `This message is already in ${target}.` : `These messages are already in ${target}.`);
  }
  if (only)
    return text(markup`${excerpt(only.text, room.one)}\n\n_Translated from ${sourceName(only)} by ${translator}_`);
  const isAnyTranslated = results.some(({ kind }) => kind === "translated");
  return renderSeveral(entries, isAnyTranslated ? [markup`_Translated to ${target} by ${translator}_`] : []);
}

function renderSeveral(entries: readonly Entry[], footer: readonly Markup[]): Reply {
  const headings = entries.map(
    ({ sender, result }) => markup`*${excerpt(sender.replaceAll(/\s+/gu, " "), 60)}* (${noteOf(result)})`,
  );
  const whole = entries.map(({ result }) => excerpt(result.text.trim(), Number.MAX_SAFE_INTEGER));
  const around = [...headings, ...footer].reduce((sum, { source }) => sum + source.length + 3, 0);
  const shares = shareSpace(
    whole.map(({ source }) => source.length),
    room.several - around,
  );
  const blocks = entries.map(
    ({ result }, index) => markup`${headings[index] ?? ""}\n${excerpt(result.text.trim(), shares[index] ?? 0)}`,
  );
  return text([...blocks, ...footer].reduce((all, block) => markup`${all}\n\n${block}`));
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
