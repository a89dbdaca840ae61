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
