import fc from "fast-check";
import { expect, it } from "vitest";
import { parseExactJson, toExactNumber } from "./exact-json.ts";

it("keeps every digit of a large integer as text and leaves other values as they are", () => {
  const text =
    '{"id":53719000002124011999,"n":-90071992547409931,"small":7,"half":1.5,"s":"9007199254740993","list":[9007199254740993]}';
  expect(parseExactJson(text)).toEqual({
    id: "53719000002124011999",
    n: "-90071992547409931",
    small: 7,
    half: 1.5,
    s: "9007199254740993",
    list: ["9007199254740993"],
  });
});

it("writes digits as a bare number and refuses anything else", () => {
  expect(JSON.stringify({ team_ids: [toExactNumber("9007199254740993")] })).toBe('{"team_ids":[9007199254740993]}');
  for (const bad of ["", "1.5", "-1", "01", '1,"x":1', "1e3"]) {
    expect(() => toExactNumber(bad)).toThrow(new TypeError("Not a string of decimal digits"));
  }
});

it.each([
  ["a text far longer than an event", (held: string) => `[${held}${",1".repeat(20_000)}]`],
  ["lists far deeper than an event's", (held: string) => `[${"[".repeat(200)}${held}${"]".repeat(200)}]`],
  ["more levels than the stack has room for", (held: string) => `${"[".repeat(9_000)}${held}${"]".repeat(9_000)}`],
])("a large integer keeps its digits in %s", (_, around) => {
  expect(digitsIn(parseExactJson(around("9007199254740993")))).toBe("9007199254740993");
  expect(digitsIn(parseExactJson(around("9007199254740991")))).toBe(9_007_199_254_740_991);
});

/** What stands first, however deep. */
function digitsIn(value: unknown): unknown {
  let first = value;
  while (Array.isArray(first)) first = first[0];
  return first;
}

type Reviver = (name: string, value: unknown, from: { readonly source?: string }) => unknown;
/** The same by the parser's own word for what stood there, which costs a call for each value. */
const slowly = JSON.parse as unknown as (text: string, revive: Reviver) => unknown;
const exactly: Reviver = (_name, value, { source = "" }) =>
  typeof value === "number" && /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? source : value;

it("any JSON is read as its own parser reads it, but for whole numbers beyond 2^53", () => {
  const number = fc.oneof(
    fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String),
    fc.constantFrom("9007199254740991", "-9007199254740991", "9007199254740992", "1000000000000000", "0", "-0"),
    fc.constantFrom(
      "12345678901234567.5",
      "1e20",
      "-1E+25",
      "0.12345678901234567890",
      "12345678901234567890e2",
      "1e-30",
    ),
  );
  const word = fc.array(
    fc.oneof(number, fc.constantFrom('\\"', "\\\\", "\\u0022", ":", ",", "[", "{", "x", " ", "}")),
    {
      maxLength: 5,
    },
  );
  const text = word.map((parts) => `"${parts.join("")}"`);
  const blank = fc.constantFrom("", "", " ", "\n\t ");
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      number,
      text,
      fc
        .tuple(blank, fc.array(tie("value"), { maxLength: 4 }))
        .map(([space, held]) => `[${space}${held.join(`${space},${space}`)}${space}]`),
      fc
        .tuple(blank, fc.array(fc.tuple(text, tie("value")), { maxLength: 4 }))
        .map(
          ([space, held]) =>
            `{${space}${held.map(([name, one]) => `${name}${space}:${space}${one}`).join(`${space},`)}${space}}`,
        ),
    ),
  }));
  fc.assert(
    fc.property(value, (json) => {
      expect(parseExactJson(json)).toEqual(slowly(json, exactly));
    }),
    { numRuns: 3_000 },
  );
});
