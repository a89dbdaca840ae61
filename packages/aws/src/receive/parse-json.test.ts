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

test.each([
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
