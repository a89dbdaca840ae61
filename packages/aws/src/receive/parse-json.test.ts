import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";

const bytes = (text: string): Buffer => Buffer.from(text, "utf8");

test("any JSON value comes through as JSON.parse reads it, when its numbers are safe", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (text) => {
      fc.pre(!/\d{16}|e\+?\d/i.test(text));
      expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
    }),
  );
});

test("an id beyond 2^53 keeps every digit, as a string, wherever it stands", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 2n ** 53n, max: 10n ** 19n }), (id) => {
      expect(parseJson(bytes(`{"a":[${id}],"b":{"c":-${id}},"d":1}`))).toEqual({
        a: [`${id}`],
        b: { c: `-${id}` },
        d: 1,
      });
    }),
  );
});

/** How a value is written, and how it is with its large whole numbers in quotes. */
interface Written {
  readonly text: string;
  readonly quoted: string;
}

const number = fc.constantFrom<Written>(
  { text: "9007199254740993", quoted: '"9007199254740993"' },
  { text: "-12345678901234567890", quoted: '"-12345678901234567890"' },
  ...["1234567890123456789.5", "1e20", "9007199254740991"].map((text) => ({ text, quoted: text })),
);
// No escapes: V8 of Node 24 reads a name that is an escaped quotation mark as a backslash where the object read before had that name.
const name = fc.constantFrom("9007199254740993", "-9007199254740993", ":", "é", "[1e400,");
const odd = fc.constantFrom('"', "\\", "9007199254740993", '\\\\"', ":", "é");
const join = (parts: readonly Written[], between: string): Written => ({
  text: parts.map(({ text }) => text).join(between),
  quoted: parts.map(({ quoted }) => quoted).join(between),
});
const plain = (text: string): Written => ({ text, quoted: text });
const value = fc.letrec<{ any: Written }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    number,
    fc.array(odd, { maxLength: 4 }).map((parts) => plain(JSON.stringify(parts.join("")))),
    fc.array(tie("any"), { maxLength: 4 }).map((items) => join([plain("["), join(items, " , "), plain("]")], " ")),
    fc
      .array(fc.tuple(name, tie("any")), { maxLength: 3 })
      .map((members) => members.map(([of, one]) => join([plain(JSON.stringify(of)), one], " : ")))
      .map((members) => join([plain("{"), join(members, ","), plain("}")], "")),
  ),
})).any;

test("of all that JSON can hold, only whole numbers beyond 2^53 become strings", () => {
  fc.assert(
    fc.property(value, ({ text, quoted }) => {
      expect(parseJson(bytes(text))).toEqual(JSON.parse(quoted));
      expect(parseJson(text)).toEqual(JSON.parse(quoted));
    }),
  );
});

test.each([
  ["small values", '"",'],
  ["small objects", "{},"],
  ["backslashes", `"${"\\\\".repeat(40)}",`],
  ["quotes", `"${'\\"'.repeat(40)}",`],
  ["others", "9007199254740993,"],
])("an id beside many %s costs little more than to parse them", (_what, item) => {
  const text = `{"id":9007199254740993,"many":[${item.repeat(Math.ceil(400_000 / item.length))}0]}`;
  const microsecondsOf = (parse: () => unknown): number => {
    const before = process.threadCpuUsage();
    for (let times = 0; times < 3; times += 1) parse();
    const { user, system } = process.threadCpuUsage(before);
    return user + system;
  };
  microsecondsOf(() => parseJson(bytes(text)));
  expect(microsecondsOf(() => parseJson(bytes(text)))).toBeLessThan(
    5 * microsecondsOf(() => JSON.parse(text)) + 50_000,
  );
});

test.each([
  ["a large number as a name", "{9007199254740993:1}"],
  ["a large number after a zero", "[09007199254740993]"],
  ["a large number with a plus", "[+9007199254740993]"],
  ["a large number after a point", "[.9007199254740993]"],
  ["two large numbers", "[9007199254740993 9007199254740993]"],
  ["a string that does not end, after a large number", '[9007199254740993,"9007199254740993'],
  ["a truncated document", '{"a":'],
  ["a trailing comma", '{"a":1,}'],
  ["a comment", '{"a":1} // no'],
  ["single quotes", "{'a':1}"],
  ["NaN", '{"a":NaN}'],
  ["two documents", "{}{}"],
  ["nothing", ""],
  ["a byte order mark", "\uFEFF{}"],
])("%s is refused as not JSON, without quoting it", (_name, text) => {
  expect(() => parseJson(bytes(text))).toThrow("body must be JSON");
});

test.each([
  ["UTF-16", Buffer.from("{}", "utf16le")],
  ["a lone continuation byte", Buffer.from([0x22, 0x80, 0x22])],
  ["an overlong encoding", Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
  ["an encoded surrogate", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
])("%s is refused", (_name, body) => {
  expect(() => parseJson(body)).toThrow(/body must be (UTF-8|JSON)/);
});

test("what is deep or wide is parsed, and an id beside it keeps its digits", () => {
  const deep = "[".repeat(1_000) + "]".repeat(1_000);
  const wide = `[${"0,".repeat(200_000)}0]`;
  expect(parseJson(bytes(`{"deep":${deep},"wide":${wide},"id":9007199254740993}`))).toMatchObject({
    id: "9007199254740993",
  });
  expect(parseJson(bytes("[".repeat(100_000) + "]".repeat(100_000)))).toHaveLength(1);
});

test("magic keys stay inert", () => {
  const value = parseJson(bytes('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'));
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
