import { expect, test } from "vitest";
import { judgeSecret } from "./judge-secret.ts";

const base64 = "as base64, which the action decodes.";
const empty = ["is empty", "Put the value that the other system gave out."];
const mark = [
  "begins with a byte order mark, as some editors write it in front of a file",
  "Save the file without one, or type the value at the prompt.",
];
const lines = [
  "has a line break, which no header can carry",
  `Put the value in one line; what has several (a key in PEM form) ${base64}`,
];
const blank = ["begins or ends with a blank, which no header keeps", "Put the value without it."];
const braces = ["has {{…}} in it, which Parameter Store does not take", `Put it ${base64}`];
const letters = [
  "has a character that no header can carry: a control character, or a letter that is not of Latin-1",
  `Check that it is the whole value and no other; put other bytes ${base64}`,
];

test.each<[string, readonly string[]]>([
  ["", empty],
  [" \t\n", empty],
  ["\uFEFFkey", mark],
  ["one\ntwo", lines],
  ["one\rtwo", lines],
  ["one\u0085two", lines],
  ["one\u2028two", lines],
  ["one\u2029two", lines],
  ["key\n", lines],
  [" key", blank],
  ["key ", blank],
  ["\u00A0key", blank],
  ["a{{ssm:key}}b", braces],
  ["{{}}", braces],
  ["key\u200B", letters],
  ["a\uFEFFb", letters],
  ["ключ", letters],
  ["a\u007F", letters],
  ["a\0b", letters],
])("%j cannot be used", (value, [says, remedy]) => {
  expect(judgeSecret(value)).toEqual({ says, remedy, isUsable: false });
});

test.each(["Bearer", "basic", "TOKEN"])("a value behind the word %s can, and is told of", (word) => {
  expect(judgeSecret(`${word} key`)).toEqual({
    says: `begins with "${word} ", which a connection writes in front of it unless the request's "authorize" says otherwise`,
    remedy: "Put the value without that word, unless the action wants it.",
    isUsable: true,
  });
});

test.each(["k", "two words", "a {b} {{c}", "Bearerkey", "my Bearer key", "café"])(
  "%j can be used as it is",
  (value) => {
    expect(judgeSecret(value)).toBeUndefined();
  },
);
