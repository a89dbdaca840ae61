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
  "\u0E00-\u109F\u1780-\u17FF\u1950-\u19FF\u1A20-\u1AAF\u1B00-\u1B7F\u2E80-\u312F\u3190-\uA4CF\uA980-\uA9FF" +
  "\uAA60-\uAADF\uF900-\uFAFF\uFF00-\uFF20\uFF3B-\uFF40\uFF5B-\uFF9F\u{1B000}-\u{1B16F}\u{20000}-\u{3FFFF}";
/** Writes spaces, but its particles stand directly after a name of any script. */
const hangul = "\u1100-\u11FF\u3130-\u318F\uA960-\uA97F\uAC00-\uD7FF\uFFA0-\uFFDC";
const latin =
  "A-Za-z\u00AA\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02B8\u1D00-\u1DBF\u1E00-\u1EFF\uFF21-\uFF3A\uFF41-\uFF5A";
/** What the letters of every script are written with: digits, accents, joiners. */
const shared = "\\d_\u0300-\u036F\u200C\u200D";
/** Signs, symbols and emoji, those of single scripts (such as the danda) included. */
const signs =
  "\\0-\u00BF\u00D7\u00F7\u037E\u0387\u055A-\u055F\u0589\u058A\u05BE\u05C0\u05C3\u05C6\u05F3\u05F4\u0609-\u060D" +
  "\u061B-\u061F\u066A-\u066D\u06D4\u0700-\u070D\u0964\u0965\u0970\u10FB\u1360-\u1368\u1400\u166D\u166E\u1680" +
  "\u169B\u169C\u1800-\u180A\u2000-\u2BFF\u2E00-\u2E7F\uD800-\uF8FF\uFE00-\uFE6F\uFEFF\uFFDD-\uFFFF\u{1F000}-\u{1FAFF}\u{E0000}-\u{10FFFF}";
/** What of `unspaced` stands around words and is in no address: punctuation, but for the signs within words. */
const unspacedSigns =
  "\u0E4F\u0E5A\u0E5B\u0F08\u0F0D-\u0F14\u0F3A-\u0F3D\u104A-\u104F\u17D4-\u17DB\u3000-\u3004\u3008-\u3020\u3030\u303D\uFF00-\uFF0F\uFF1A-\uFF20" +
  "\uFF3B-\uFF40\uFF5B-\uFF65";
/** Ends of hosts that are not written in a script with spaces: countries' and the common ones of [the root](https://data.iana.org/TLD/tlds-alpha-by-domain.txt). */
const unspacedEnds =
  "中国|中國|香港|台湾|台灣|澳門|新加坡|公司|网络|網絡|网址|在线|中文网|みんな|コム|ไทย|คอม|ລາວ|한국|닷컴|닷넷";
/** Letters of all other scripts: they write spaces. */
const other = `[^${signs}${unspaced}${hangul}${latin}]`;
/** What of them most texts have that have any. */
const greekAndCyrillic = "\u0370-\u037D\u037F-\u0386\u0388-\u052F\u1F00-\u1FFF";
/** Letters whose words stand next to each other, in one part of an address. */
const wide = `[[${unspaced}${hangul}]--[${unspacedSigns}]]`;

/** How to read a text: each alternative reads each character a fixed number of times. */
interface Reader {
  readonly names: RegExp;
  /** Whether the character at an index goes on with the word before it. */
  readonly goesOn: RegExp;
}

interface Letters {
  /** Classes of letters: a name is of one of them, and ends where another begins. */
  readonly scripts: readonly string[];
  /** The class of those whose words stand next to each other, of which the last script is one; or nothing. */
  readonly wide: string;
}

function toReader({ scripts, wide }: Letters): Reader {
  const spaced = wide === "" ? scripts : scripts.slice(0, -1);
  const letters = spaced.join("");
  const label = `[${letters}${shared}\\-]`;
  // A host with letters of several scripts is one by how it ends.
  const ends = wide === "" ? "" : `|${unspacedEnds}`;
  const mixedHost =
    scripts.length === 1 ? "(?!)" : `(?:[${letters}${shared}${wide}\\-]+\\.)+(?:[${letters}]{2,}${ends})`;
  const mail = spaced.map((script) => {
    const [local, domain] = [`[${script}${shared}.%+\\-]`, `[${script}${shared}\\-]`];
    // Digits and signs alone are of every script: directly after a letter of another one they begin no address.
    const begin = `(?<!${local})(?:(?<![${letters}])|(?=[${shared}.%+\\-]*[${script}]))`;
    return `(?<mail>${begin}${local}+@(?:${domain}+(?:\\.${domain}+)+|${mixedHost}))`;
  });
  const names = scripts.map((script) => {
    const part = `[${script}${shared}]`;
    return `(?<!${part})[@#][${shared}]*[${script}]${part}*(?:[.\\-]${part}+)*`;
  });
  const signs = "\\-.~:\\/?#@!$%&'\\(\\)*+,;=";
  const plain = `[${letters}${shared}][${letters}${shared}${signs}]*`;
  const whole = `[${letters}${shared}${wide}${signs}]*`;
  // A letter of a script without spaces is of the address where it begins a part of it; after a letter it is the next word.
  const host =
    wide === ""
      ? plain
      : `(?:(?:${label}+\\.)*(?:[${wide}]+(?:\\.[${letters}${shared}${wide}]|(?=[\\/?#:]))|(?<=\\.)(?:${unspacedEnds})(?!${wide}))${whole}|${plain}(?:(?<=[\\/?#&=+\\-])[${wide}]${whole})?)`;
  const web = `(?<web>(?:(?:[hH][tT][tT][pP][sS]?|[fF][tT][pP]):\\/\\/|(?<![${letters}${shared}])[wW]{3}\\.)${host})`;
  const goesOn = scripts.map((script) => `(?<=[${script}${shared}])[${script}${shared}]`);
  return {
    names: new RegExp(
      `${web}|${mail.join("|")}|(?<name>${names.join("|")}|(?<![${letters}${shared}])[@#][${shared}]+)|@`,
      "gv",
    ),
    goesOn: new RegExp(goesOn.join("|"), "vy"),
  };
}

const all: Letters = { scripts: [latin, other, hangul], wide };
/** For texts of these letters and signs alone: they are read as with all, by readers that are made in half of the time. */
const few: readonly (Letters & { readonly texts: RegExp })[] = [
  { texts: /^[\uFE0F\t-\u02B8\u1E00-\u1EFF\u2000-\u2BFF\u{1F000}-\u{1FAFF}]*$/u, scripts: [latin], wide: "" },
  {
    texts: /^[\uFE0F\t-\u02B8\u0370-\u052F\u1E00-\u2BFF\u{1F000}-\u{1FAFF}]*$/u,
    scripts: [latin, greekAndCyrillic],
    wide: "",
  },
  {
    texts:
      /^[\uFE0F\t-\u02B8\u1E00-\u1EFF\u2000-\u2BFF\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF00-\uFF9F\u{1F000}-\u{1FAFF}\u{20000}-\u{3FFFF}]*$/u,
    scripts: [latin, hangul],
    wide,
  },
];
const readers = new Map<Letters, Reader>();

/** Made at the first need. */
function readerOf(text: string): Reader {
  const letters = few.find(({ texts }) => texts.test(text)) ?? all;
  const reader = readers.get(letters) ?? toReader(letters);
  readers.set(letters, reader);
  return reader;
}

let wordCharacter: RegExp | undefined;

const longestMentionChars = 100;

/**
 * The addresses, names and tags of a text, in order; the one place that knows where such a thing ends. Word ends are not
 * spaces: a name ends where the script changes, and what begins with a letter of a script without spaces is words.
 * `mentioned` are the names of people who are known to be mentioned, which are found whole whatever they are made of.
 */
export function findNames(text: string, mentioned: readonly string[] = []): readonly Name[] {
  // What nothing can begin with is not read, "and/or" and headings included.
  if (!/@|#\S|:\/\/|www\./i.test(text)) return [];
  const { names, goesOn } = readerOf(text);
  const isWhole = (end: number): boolean => {
    goesOn.lastIndex = end;
    return !goesOn.test(text);
  };
  const known = [...new Set(mentioned.map((name) => name.replace(/^@/, "")))]
    .filter((name) => name !== "" && name.length <= longestMentionChars)
    .toSorted();
  const found: Name[] = [];
  names.lastIndex = 0;
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    const { web, mail, name } = match.groups ?? {};
    const start = match.index;
    const mention = text[start] === "@" ? endOfLongest(known, text, start + 1, isWhole) : undefined;
    if (mention !== undefined) found.push({ kind: "mention", start, end: mention });
    else if (web !== undefined) found.push({ kind: "web", start, end: start + withoutPunctuation(web) });
    else if (mail !== undefined) found.push({ kind: "mail", start, end: start + mail.length });
    else if (name !== undefined) found.push({ kind: "name", start, end: start + name.length });
    names.lastIndex = found.at(-1)?.end ?? 0;
    if (names.lastIndex <= start) names.lastIndex = start + 1;
  }
  return found;
}

/** Where the longest of the names ends that stands at an index; reads each character of it once, however many names there are. */
function endOfLongest(
  names: readonly string[],
  text: string,
  at: number,
  isWhole: (end: number) => boolean,
): number | undefined {
  let end: number | undefined;
  // Those from `low` up to `high` begin as the text does, and the shortest stands first.
  let [low, high] = [0, names.length];
  for (let length = 0; low < high; length += 1) {
    if (names[low]?.length === length) {
      if (isWhole(at + length)) end = at + length;
      low += 1;
    }
    const unit = text.charCodeAt(at + length);
    if (Number.isNaN(unit)) break;
    if (names[low]?.charCodeAt(length) === unit && names[high - 1]?.charCodeAt(length) === unit) continue;
    [low, high] = [unit, unit + 1].map((least) => firstFrom(names, [low, high], length, least)) as [number, number];
  }
  return end;
}

/** The first of a range of names, sorted, whose unit at an index is no less. */
function firstFrom(
  names: readonly string[],
  [from, to]: readonly [number, number],
  index: number,
  least: number,
): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle]?.charCodeAt(index) ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a character belongs to a word whose end a space would show: a letter of a script that writes spaces, or a digit. */
export function isWordCharacter(character: string): boolean {
  if (character < "\x80") return /[^\W_]/.test(character);
  wordCharacter ??= new RegExp(`[${latin}${other}${shared}]`, "v");
  return wordCharacter.test(character);
}

/** How much of an address is not the sentence around it. */
function withoutPunctuation(address: string): number {
  let length = address.length;
  let unopened = address.split(")").length - address.split("(").length;
  for (;;) {
    const last = address.charAt(length - 1);
    if (last === ")" && unopened > 0) unopened -= 1;
    else if (!/[.,;:!?'*~_]/.test(last)) return length;
    length -= 1;
  }
}
