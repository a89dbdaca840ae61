import { expect, test } from "vitest";
import { toJsonTokens, toPrettyJson } from "./json-token.ts";
import { maskUrl } from "./mask-url.ts";

test("the credential is hidden and the rest of the address stays", () => {
  expect(maskUrl("http://127.0.0.1:4001/actions/keep-row/aBc_-123?x=1")).toBe(
    "http://127.0.0.1:4001/actions/keep-row/••••••••?x=1",
  );
  expect(maskUrl("https://example.com/hook")).toBe("https://example.com/hook");
});

test("tokens joined again are the JSON they came from", () => {
  const json = toPrettyJson('{"a":"x \\" : y","n":-1.5,"list":[true,false,null],"ü":"{}"}');
  expect(
    toJsonTokens(json)
      .map((token) => token.text)
      .join(""),
  ).toBe(json);
  expect(
    toJsonTokens(json)
      .filter((token) => token.kind === "key")
      .map((token) => token.text),
  ).toEqual(['"a"', '"n"', '"list"', '"ü"']);
  expect(toJsonTokens(json).find((token) => token.kind === "number")?.text).toBe("-1.5");
});

test("what is not JSON is printed as it is", () => {
  expect(toPrettyJson("<html>")).toBe("<html>");
});

test("no digit of a long number is lost", () => {
  const body = '{"id":12345678901234567890}';
  expect(toPrettyJson(body)).toBe(body);
});
