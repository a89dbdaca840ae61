import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findNames, isWordCharacter } from "./find-names.ts";

/** Twelve scripts and more: a word of each, and whether a name can be made of it. */
const scripts: readonly [script: string, word: string, canBeName: boolean][] = [
  ["Latin", "ready", true],
  ["Cyrillic", "привет", true],
  ["Greek", "γειά", true],
  ["Arabic", "مرحبا", true],
  ["Hebrew", "שלום", true],
  ["Devanagari", "नमस्ते", true],
  ["Ethiopic", "ሰላም", true],
  ["Georgian", "გამარჯობა", true],
  ["Hangul", "안녕하세요", true],
  ["Han", "请看", false],
  ["Kana", "ありがとう", false],
  ["Katakana", "サービス", false],
  ["Thai", "สวัสดี", false],
  ["Lao", "ສະບາຍດີ", false],
  ["Khmer", "សួស្តី", false],
  ["Myanmar", "မင်္ဂလာပါ", false],
  ["Tibetan", "བཀྲ་ཤིས", false],
];

function named(text: string, mentioned?: readonly string[]): string[] {
  return findNames(text, mentioned).map(({ start, end }) => text.slice(start, end));
}

describe.each(scripts)("%s", (script, word, canBeName) => {
  const latin = script === "Latin";

  test.each(["@alice", "#support", "@scott.fisher-2"])("a word directly after %s is not in it", (name) => {
    if (!latin) expect(named(`${name}${word}`)).toEqual([name]);
    expect(named(`${name} ${word}`)).toEqual([name]);
    expect(named(`${name}，${word}`)).toEqual([name]);
  });

  test("a word directly before a name does not hide it", () => {
    if (!latin) expect(named(`${word}@alice`)).toEqual(["@alice"]);
    expect(named(`${word} #support`)).toEqual(["#support"]);
  });

  test("an e-mail address has its own letters and no others", () => {
    if (latin) return;
    expect(named(`${word}scott@zylcal.com${word}`)).toEqual(["scott@zylcal.com"]);
  });

  test("a web address ends before a word that could stand next to it", () => {
    const addresses = ["https://example.com/a?b=c#d", "www.example.com", "http://example.com"];
    for (const address of addresses) {
      expect(named(`${address} ${word}`)).toEqual([address]);
      if (!canBeName || script === "Hangul") expect(named(`${word}${address}${word}`)).toEqual([address]);
    }
  });

  test("an address may be written in it: a host, a path, what is asked, and the host of an e-mail address", () => {
    const addresses = [
      `https://${word}.jp/${word}?q=${word}`,
      `https://www.${word}.example`,
      `ftp://example.org/${word}`,
    ];
    for (const address of [...addresses, `www.example.com/?q=${word}&r=${word}1`]) {
      expect(named(`${address} ${word}`)).toEqual([address]);
      expect(named(`「${address}」，${word}`)).toEqual([address]);
      expect(named(`(${address}).`)).toEqual([address]);
    }
    expect(findNames(`scott@${word}.jp ${word}`)).toEqual([{ kind: "mail", start: 0, end: `scott@${word}.jp`.length }]);
    if (!canBeName) expect(named(`${word}scott@${word}.jp${word}`)).toEqual([`scott@${word}.jp`]);
  });

  test("what begins a name decides whether it is one", () => {
    expect(named(`@${word} #${word}`)).toEqual(canBeName ? [`@${word}`, `#${word}`] : []);
  });

  test("who is known to be mentioned is found whole, with words directly after", () => {
    expect(named(`@Scott Fisher${latin ? "," : ""}${word}`, ["Scott Fisher", "Scott"])).toEqual(["@Scott Fisher"]);
    expect(named(`@${word}请看`, [word])).toEqual([`@${word}`]);
    expect(named(`请@${word} Scott看`, [`@${word} Scott`])).toEqual([`@${word} Scott`]);
  });
});

test.each<[string, string[]]>([
  ["(see https://en.wikipedia.org/wiki/Foo_(bar)).", ["https://en.wikipedia.org/wiki/Foo_(bar)"]],
  ["(https://example.com), then https://example.com/a_b!", ["https://example.com", "https://example.com/a_b"]],
  ["awww.no C# a#b x@y 5@ @ # @- #- https:// www.", []],
  ["@alice's @bob. #v1.2, @1a #12", ["@alice", "@bob", "#v1.2", "@1a", "#12"]],
  ["a.b+c%d@e-f.co.uk!", ["a.b+c%d@e-f.co.uk"]],
  ["почта@пример.рф и ящик", ["почта@пример.рф"]],
  ["ל@alice", ["@alice"]],
  // Digits and signs, which every script has, begin no address in the middle of a word; letters of their own do.
  ["@www.@_._ 请", ["@www", "@_"]],
  ["сюда.info@x.de", [".info@x.de"]],
  ["@cafe\u0301 @می‌خواهم", ["@cafe\u0301", "@می‌خواهم"]],
  ["«https://example.com/кошка»", ["https://example.com/кошка"]],
  // Signs of single scripts, and symbols, are not of the name.
  ["@سارة؟ #नमस्ते। @ሰላም። @Оля… @Оля→ @Оля🎉", ["@سارة", "#नमस्ते", "@ሰላም", "@Оля", "@Оля", "@Оля"]],
  ["https://ja.wikipedia.org/wiki/日本［注］", ["https://ja.wikipedia.org/wiki/日本"]],
  ["https://zh.wikipedia.org/wiki/你好。谢谢", ["https://zh.wikipedia.org/wiki/你好"]],
  ["https://ja.wikipedia.org/wiki/日本Apple社 です", ["https://ja.wikipedia.org/wiki/日本Apple社"]],
  ["https://bo.wikipedia.org/wiki/བཀྲ་ཤིས། བཀྲ", ["https://bo.wikipedia.org/wiki/བཀྲ་ཤིས"]],
  [
    "https://example.中国/路 https://例子.中国 ann@例子.中国请看 ann@пример.рф",
    ["https://example.中国/路", "https://例子.中国", "ann@例子.中国", "ann@пример.рф"],
  ],
  ["WWW.Example.com", ["WWW.Example.com"]],
  // Without an end of a host that is known, what follows a full stop is the next sentence.
  ["https://example.com.谢谢 www.请看 http://请看 a@小明.谢谢 你好@小明.谢谢", ["https://example.com"]],
])("of %j the names are %j", (text, names) => {
  expect(named(text)).toEqual(names);
});

test("a name that is known ends where the word does", () => {
  expect(findNames("@Alice @Al", ["Al"]).map(({ kind }) => kind)).toEqual(["name", "mention"]);
  expect(findNames("#Al, @@a b", ["Al", "@@a b"]).map(({ kind }) => kind)).toEqual(["name", "mention"]);
  expect(named("@Al Bo and @a@b c", ["Al", "Al Bo", "a@b c"])).toEqual(["@Al Bo", "@a@b c"]);
  for (const [chars, isFound] of [
    [100, true],
    [101, false],
  ] as const) {
    const name = `A ${"b".repeat(chars - 2)}`;
    expect(named(`@${name}`, [name])).toEqual([isFound ? `@${name}` : "@A"]);
  }
  expect(named("@Ali请看 @Ali님", ["Ali"])).toEqual(["@Ali", "@Ali"]);
  expect(findNames("@Anaïs @Иванов @Ana님", ["Ana", "Иван"]).map(({ kind }) => kind)).toEqual([
    "name",
    "name",
    "mention",
  ]);
  expect(named("@x", ["", "@"])).toEqual(["@x"]);
});

test("of the names that are known, in whichever order, the longest is found that is whole", () => {
  const words = fc.string({ unit: fc.constantFrom("a", "b", "c", " "), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), words, (known, text) => {
      const whole = known.filter(
        (name) => text.startsWith(name) && !/^\w\w/.test(name.slice(-1) + text.charAt(name.length)),
      );
      const longest = Math.max(0, ...whole.map((name) => name.length));
      const found = findNames(`@${text}`, known).find(({ kind }) => kind === "mention");
      expect(found?.end).toBe(longest === 0 ? undefined : longest + 1);
    }),
    { numRuns: 2_000 },
  );
});

test("the longest of many names is found, in about the time that none takes", () => {
  const many = Array.from({ length: 100 }, (_, index) => "n".repeat(index + 1));
  expect(named("@nnn @nnnn! @nnna", [...many, "nnn nnnn", "m"])).toEqual(["@nnn", "@nnnn", "@nnna"]);
  expect(named("@nnn @nnnn!", ["nnn @nn", "nnn @nnnn", "nnn"])).toEqual(["@nnn @nnnn"]);
  const signs = "@".repeat(50_000);
  const costOf = (known: readonly string[]): number => {
    const { user } = process.threadCpuUsage();
    findNames(signs, known);
    return process.threadCpuUsage().user - user;
  };
  // What was not compiled yet, at the first time, costs more.
  const [ofNone, ofMany] = [[], many].map((known) => Array.from({ length: 3 }, () => costOf(known)));
  expect(Math.min(...(ofMany ?? []))).toBeLessThan(8 * Math.max(...(ofNone ?? [])));
});

test("letters of scripts without spaces, Korean ones and signs end no word and begin none", () => {
  expect(["a", "é", "я", "ש", "9"].map(isWordCharacter)).toEqual(Array.from({ length: 5 }, () => true));
  expect(["请", "か", "ท", "님", " ", "", "*", "_", "，"].map(isWordCharacter)).toEqual(
    Array.from({ length: 9 }, () => false),
  );
});

const pieces = "@ # a 1 _ . - / ( ) 请 я 님 é \u0301 \u200D ب “ 😀 https:// www. @b.c .рф .中国".split(" ").concat(" ");
/** Texts of a few of them, so that most have letters of one script or two. */
const written = fc
  .shuffledSubarray(pieces, { minLength: 2, maxLength: 9 })
  .chain((some) => fc.array(fc.constantFrom(...some), { maxLength: 30 }))
  .map((drawn) => drawn.join(""));

test("names stand in order, apart, inside the text, which is read as it is beside letters of any script", () => {
  fc.assert(
    fc.property(written, (text) => {
      const known = ["a", "请", "a a", "я"];
      const names = findNames(text, known);
      let last = 0;
      for (const { start, end } of names) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
      expect(findNames(`${text} @ 请 я`, known)).toEqual(names);
    }),
    { numRuns: 5_000 },
  );
});

test("whichever character it holds, a text is read as it is beside letters of any script", () => {
  const odd = Array.from({ length: 0x2_00_00 }, (_, code) => String.fromCodePoint(code))
    .map((character) => `#${character}1 b${character} www.${character}.ab a@${character}b.cd`)
    .filter((text) => named(text).join() !== named(`${text} @ 请 я`).join());
  expect(odd).toEqual([]);
});
