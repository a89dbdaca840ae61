import { expect, it } from "vitest";
import { readErrorWords, toErrorMessage } from "./error-words.ts";

it.each([
  ['{"code":"a","message":"b"}', { code: "a", message: "b" }, "b (a)"],
  ['{"error_code":"a","error_message":"b"}', { code: "a", message: "b" }, "b (a)"],
  ['{"error":"a","error_description":"b"}', { code: "a", message: "b" }, "b (a)"],
  ['{"code":" ","error":"a"}', { code: "a" }, 'HTTP 400, "a"'],
  ['{"code":7,"title":"b"}', { code: "7", message: "b" }, "b (7)"],
  ['{"message":"b"}', { message: "b" }, "b"],
  ['{"error":{"code":"a","message":"b"}}', { code: "a", message: "b" }, "b (a)"],
  ['{"errors":[{"code":"a"},{"message":"b"}]}', { code: "a", message: "b" }, "b (a)"],
  ['{"code":9007199254740993}', { code: "9007199254740993" }, 'HTTP 400, "9007199254740993"'],
  ['{"a":{"b":{"code":"deep"}}}', {}, 'HTTP 400, "{"a":{"b":{"code":"deep"}}}"'],
  ['["a"]', {}, 'HTTP 400, "["a"]"'],
  ["null", {}, 'HTTP 400, "null"'],
  ['{"code":null,"message":"b"}', { message: "b" }, "b"],
  ['{"a":null,"b":"words","code":"a"}', { code: "a" }, 'HTTP 400, "a"'],
  ["<html>\n <h1>Bad</h1>  \n  gateway </html>", {}, 'HTTP 400, "Bad gateway"'],
  ["Bad<br>gateway", {}, 'HTTP 400, "Bad gateway"'],
  ["", {}, "HTTP 400"],
])("%j says %j, in a sentence %j", (body, words, sentence) => {
  const read = readErrorWords(body);
  const { text: _text, ...said } = read;
  expect(said).toEqual(words);
  expect(toErrorMessage(400, read)).toBe(sentence);
});

it("cuts what is long, and takes secrets out first", () => {
  const body = JSON.stringify({
    code: "c".repeat(101),
    message: "m".repeat(501),
    more: `opaque-token-77 ${"x".repeat(20_000)}`,
  });
  const { code, message, text } = readErrorWords(body, ["opaque-token-77"]);
  expect([code, message, text.length < 16_384]).toEqual(["c".repeat(100), "m".repeat(500), true]);
  expect(text).toContain('"more":"… xxx');
  expect(readErrorWords(`${"<b>".repeat(6_000)}Bad`).text).not.toContain("Bad");
  expect(toErrorMessage(500, { text: "y".repeat(301) })).toBe(`HTTP 500, "${"y".repeat(300)}"`);
});
