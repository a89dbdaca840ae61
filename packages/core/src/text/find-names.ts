/** A stretch of people's text that is not words: a web or e-mail address, `@name` or `#tag`, or `@` and somebody known to be mentioned. */
export interface Name {
  readonly kind: "web" | "mail" | "name" | "mention";
  readonly start: number;
  /** Index after it. */
  readonly end: number;
}

/**
 * Blocks of the scripts whose words stand next to each other without spaces: Thai to Tibetan, Myanmar, Khmer, Tai,
 * Balinese, Han, kana, bopomofo, Yi, Javanese, and full-width forms that are no letters. All of these are blocks,
 * because expressions made of [Unicode's properties](https://unicode.org/reports/tr18/) take twenty times as long to make.
 */
const unspaced =
  "\\u0E00-\\u109F\\u1780-\\u17FF\\u1950-\\u19FF\\u1A20-\\u1AAF\\u1B00-\\u1B7F\\u2E80-\\u312F\\u3190-\\uA4CF\\uA980-\\uA9FF" +
  "\\uAA60-\\uAADF\\uF900-\\uFAFF\\uFF00-\\uFF20\\uFF3B-\\uFF40\\uFF5B-\\uFF9F\\u{1B000}-\\u{1B16F}\\u{20000}-\\u{3FFFF}";
/** Writes spaces, but its particles stand directly after a name of any script. */
const hangul = "\\u1100-\\u11FF\\u3130-\\u318F\\uA960-\\uA97F\\uAC00-\\uD7FF\\uFFA0-\\uFFDC";
const latin =
  "A-Za-z\\u00AA\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02B8\\u1D00-\\u1DBF\\u1E00-\\u1EFF\\uFF21-\\uFF3A\\uFF41-\\uFF5A";
/** What the letters of every script are written with: digits, accents, joiners. */
const shared = "\\d_\\u0300-\\u036F\\u200C\\u200D";
/** Signs, symbols and emoji, those of single scripts (such as the danda) included. */
const signs =
  "\\0-\\u00BF\\u00D7\\u00F7\\u037E\\u0387\\u055A-\\u055F\\u0589\\u058A\\u05BE\\u05C0\\u05C3\\u05C6\\u05F3\\u05F4\\u0609-\\u060D" +
  "\\u061B-\\u061F\\u066A-\\u066D\\u06D4\\u0700-\\u070D\\u0964\\u0965\\u0970\\u10FB\\u1360-\\u1368\\u1400\\u166D\\u166E\\u1680" +
  "\\u169B\\u169C\\u1800-\\u180A\\u2000-\\u2BFF\\u2E00-\\u2E7F\\uD800-\\uF8FF\\uFE00-\\uFE6F\\uFEFF\\uFFDD-\\uFFFF\\u{1F000}-\\u{1FAFF}\\u{E0000}-\\u{10FFFF}";
/** Letters of all other scripts: they write spaces. */
const other = `[^${signs}${unspaced}${hangul}${latin}]`;

/** How to read a text: each alternative reads each character a fixed number of times. */
interface Reader {
  readonly names: RegExp;
  /** Whether the character at an index goes on with the word before it. */
  readonly goesOn: RegExp;
  readonly wordCharacter: RegExp;
}

/** `scripts` are classes of letters: a name is of one of them, and ends where another begins. The last is not in addresses. */
function toReader(scripts: readonly string[], also: string, hasHangul: boolean): Reader {
  const inAddresses = hasHangul ? scripts.slice(0, -1) : scripts;
  const letters = inAddresses.join("");
  const mail = inAddresses.map((script) => {
    const [local, domain] = [`[${script}${also}.%+\\-]`, `[${script}${also}\\-]`];
    // Digits and signs alone are of every script: directly after a letter of another one they begin no address.
    const begin = `(?<!${local})(?:(?<![${letters}])|(?=[${also}.%+\\-]*[${script}]))`;
    return `(?<mail>${begin}${local}+@${domain}+(?:\\.${domain}+)+)`;
  });
  const names = scripts.map((script) => {
    const part = `[${script}${also}]`;
    return `(?<!${part})[@#][${also}]*[${script}]${part}*(?:[.\\-]${part}+)*`;
  });
  const web =
    `(?<web>(?:(?:[hH][tT][tT][pP][sS]?|[fF][tT][pP]):\\/\\/|(?<![${letters}${also}])[wW]{3}\\.)` +
    `[${letters}${also}][${letters}${also}\\-.~:\\/?#@!$%&'\\(\\)*+,;=]*)`;
  const goesOn = scripts.map((script) => `(?<=[${script}${also}])[${script}${also}]`);
  return {
    names: new RegExp(
      `${web}|${mail.join("|")}|(?<name>${names.join("|")}|(?<![${letters}${also}])[@#][${also}]+)|@`,
      "gv",
    ),
    goesOn: new RegExp(goesOn.join("|"), "vy"),
    wordCharacter: new RegExp(`[[${letters}${also}]--_]`, "v"),
  };
}

const readers: { ascii?: Reader; unicode?: Reader } = {};

/** Made at the first need, and the costly one only for a text that has other characters than ASCII. */
function readerOf(text: string): Reader {
  // oxlint-disable-next-line no-control-regex
  if (/^[\0-\x7F]*$/.test(text)) return (readers.ascii ??= toReader(["A-Za-z"], "\\d_", false));
  return (readers.unicode ??= toReader([latin, other, hangul], shared, true));
}

const longestMentionChars = 100;

/**
 * The addresses, names and tags of a text, in order; the one place that knows where such a thing ends. Word ends are not
 * spaces: a name ends where the script changes, and what begins with a letter of a script without spaces is words.
 * `mentioned` are the names of people who are known to be mentioned, which are found whole whatever they are made of.
 */
export function findNames(text: string, mentioned: readonly string[] = []): readonly Name[] {
  if (!/[@#/]|www/i.test(text)) return [];
  const { names, goesOn } = readerOf(text);
  const known = new Set(
    mentioned.map((name) => name.replace(/^@/, "")).filter((name) => name !== "" && name.length <= longestMentionChars),
  );
  const lengths = [...new Set([...known].map((name) => name.length))].toSorted((one, other) => other - one);
  const found: Name[] = [];
  const mentionEnd = (at: number): number | undefined =>
    lengths
      .map((length) => at + 1 + length)
      .find((end) => {
        goesOn.lastIndex = end;
        return end <= text.length && known.has(text.slice(at + 1, end)) && !goesOn.test(text);
      });
  names.lastIndex = 0;
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    const { web, mail, name } = match.groups ?? {};
    const start = match.index;
    const mention = text[start] === "@" ? mentionEnd(start) : undefined;
    if (mention !== undefined) found.push({ kind: "mention", start, end: mention });
    else if (web !== undefined) found.push({ kind: "web", start, end: start + withoutPunctuation(web) });
    else if (mail !== undefined) found.push({ kind: "mail", start, end: start + mail.length });
    else if (name !== undefined) found.push({ kind: "name", start, end: start + name.length });
    names.lastIndex = found.at(-1)?.end ?? 0;
    if (names.lastIndex <= start) names.lastIndex = start + 1;
  }
  return found;
}

/** Whether a character belongs to a word whose end a space would show: a letter of a script that writes spaces, or a digit. */
export function isWordCharacter(character: string): boolean {
  return character < "\x80" ? /[^\W_]/.test(character) : readerOf(character).wordCharacter.test(character);
}

/** How much of an address is not the sentence around it. */
function withoutPunctuation(address: string): number {
  let length = address.length;
  let unopened = address.split(")").length - address.split("(").length;
  for (;;) {
    const last = address[length - 1] ?? "";
    if (last === ")" && unopened > 0) unopened -= 1;
    else if (!/[.,;:!?'*~_]/.test(last)) return length;
    length -= 1;
  }
}
