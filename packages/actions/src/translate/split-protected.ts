/** A stretch of text: words to translate, or something that must stay as it is. The parts joined are the text. */
export interface Part {
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
    parts.push(...splitWords(text.slice(from, match.index)), { translatable: false, text: match[0] });
    from = match.index + match[0].length;
  }
  return [...parts, ...splitWords(text.slice(from))].filter((part) => part.text !== "");
}

/** Words without a letter in them say the same in every language. */
function splitWords(words: string): Part[] {
  if (!/\p{L}/u.test(words)) return [{ translatable: false, text: words }];
  const core = words.trim();
  const start = words.indexOf(core);
  return [
    { translatable: false, text: words.slice(0, start) },
    { translatable: true, text: core },
    { translatable: false, text: words.slice(start + core.length) },
  ];
}
