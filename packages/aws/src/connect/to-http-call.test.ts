import type { ConnectionRequest } from "@cliq-actions/core";
import { expect, test } from "vitest";
import { authorizeCall } from "./authorize-call.ts";
import { toHttpCall } from "./to-http-call.ts";
import { toPhrase } from "./to-phrase.ts";

const origin = "https://api.example.com";
const bytes = new Uint8Array([1, 2]);
const mebibyte = 1_048_576;

test.each<[string, Partial<ConnectionRequest>, object]>([
  [
    "nothing but its method and path",
    {},
    {
      method: "POST",
      url: `${origin}/v1`,
      headers: { accept: "application/json", "accept-encoding": "identity" },
      body: undefined,
      maxResponseBytes: mebibyte,
    },
  ],
  [
    "json and a query",
    { json: { a: 1 }, query: { q: "a b&c", page: 2, absent: undefined } },
    {
      url: `${origin}/v1?q=a%20b%26c&page=2`,
      headers: { accept: "application/json", "accept-encoding": "identity", "content-type": "application/json" },
      body: '{"a":1}',
    },
  ],
  ["a query of nothing", { query: { absent: undefined } }, { url: `${origin}/v1` }],
  [
    "bytes and headers",
    { body: bytes, headers: { Accept: "text/csv", "Content-Type": "text/plain", "x-note": "a\tü~" } },
    {
      headers: { accept: "text/csv", "accept-encoding": "identity", "content-type": "text/plain", "x-note": "a\tü~" },
      body: bytes,
    },
  ],
  ["the smallest limit", { method: "GET", maxResponseBytes: 1 }, { method: "GET", maxResponseBytes: 1 }],
  ["the largest limit", { maxResponseBytes: 10 * mebibyte }, { maxResponseBytes: 10 * mebibyte }],
  ["the largest body", { body: "x".repeat(4 * mebibyte) }, { method: "POST" }],
  [
    "every letter of a path",
    { path: "/a/..b/.c/%2E%2Ea/~!$&'()*+,;=:@-_." },
    { url: `${origin}/a/..b/.c/%2E%2Ea/~!$&'()*+,;=:@-_.` },
  ],
  ["the longest path", { path: `/${"a".repeat(8_000 - origin.length - 1)}` }, { method: "POST" }],
])("a request with %s is complete but for its secret", (_name, part, call) => {
  const made = toHttpCall(origin, { method: "POST", path: "/v1", ...part });
  expect(made).toMatchObject(call);
  expect(Object.keys(made.headers).toSorted()).toEqual(
    Object.keys((call as { headers?: object }).headers ?? made.headers).toSorted(),
  );
});

const ownPath =
  'The path must begin with "/" and hold no space, "?", "#", "\\" or other raw characters: text belongs into `query` or through encodeURIComponent';
const dots = 'The path must not begin with "//" or hold "." or ".." as a segment';

test.each<[string, object]>([
  ["The method must be one of GET, HEAD, POST, PUT, PATCH, DELETE", { method: "CONNECT" }],
  ...[0, 10 * mebibyte + 1, Number.NaN].map((maxResponseBytes): [string, object] => [
    `maxResponseBytes must be between 1 and ${10 * mebibyte}`,
    { maxResponseBytes },
  ]),
  ["A GET request has no body", { method: "GET", body: "x" }],
  ["A HEAD request has no body", { method: "HEAD", json: {} }],
  [`The body must be at most ${4 * mebibyte} bytes`, { body: "é".repeat(2 * mebibyte + 1) }],
  ["The body must be a string or bytes", { body: 7 }],
  ["A request has json or body, not both", { json: {}, body: "x" }],
  ["The value of json cannot be written as JSON", { json: () => undefined }],
  ["The value of json cannot be written as JSON", { json: 1n }],
  [ownPath, { path: "v1" }],
  [ownPath, { path: "/a b" }],
  [ownPath, { path: "/a%2" }],
  [ownPath, { path: ["/v1"] }],
  ...["//a", "/.", "/..", "/a/../b", "/a/%2e./b", "/%2E"].map((path): [string, object] => [dots, { path }]),
  ["Path and query must be at most 8000 characters", { path: `/${"a".repeat(8_000 - origin.length)}` }],
  ["A header's name holds characters that HTTP does not allow", { headers: { "x note": "a" } }],
  ["A header's name holds characters that HTTP does not allow", { headers: { "": "a" } }],
  ["A header's name holds characters that HTTP does not allow", { headers: { ["x".repeat(101)]: "a" } }],
  ...[
    "accept-encoding",
    "Connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
  ].map((name): [string, object] => [
    `The header ${name.toLowerCase()} is the connection's own`,
    { headers: { [name]: "a" } },
  ]),
  ["The header x-note is given twice", { headers: { "X-Note": "a", "x-note": "b" } }],
  ...["a\r\nb", "\u0000", "€", 7].map((value): [string, object] => [
    "The header x-note holds characters that HTTP does not allow, such as a line break",
    { headers: { "x-note": value } },
  ]),
])("what must not be sent is refused with a sentence: %s", (sentence, part) => {
  const attempt = (): unknown => toHttpCall(origin, { method: "POST", path: "/v1", ...part });
  expect(attempt).toThrow(expect.objectContaining({ code: "invalid_request", message: sentence }));
});

test("why a value cannot be written as JSON is kept for the log", () => {
  expect(() => toHttpCall(origin, { method: "POST", path: "/v1", json: 1n })).toThrow(
    expect.objectContaining({ cause: expect.any(TypeError) as TypeError }),
  );
});

test("a secret travels as a bearer token unless told, and a bug in how is the action's", () => {
  const put = (): string => "put it";
  expect(authorizeCall("s3cret", put)).toEqual({ authorization: "Bearer s3cret" });
  expect(authorizeCall("s3cret", put, (secret) => ({ "X-Key": secret }))).toEqual({ "x-key": "s3cret" });
  const bug = new TypeError("bug");
  expect(() =>
    authorizeCall("s3cret", put, () => {
      throw bug;
    }),
  ).toThrow(bug);
  expect(() => authorizeCall("s3cret", put, () => null as never)).toThrow(TypeError);
  expect(() => authorizeCall("s3\ncret", put)).toThrow(
    expect.objectContaining({
      code: "misconfigured",
      message: expect.stringMatching(
        /^The header authorization holds characters that HTTP does not allow, such as a line break: put the connection's secret again, without a line break: put it$/,
      ) as string,
    }),
  );
});

test("a connection's name is read as words", () => {
  expect(["statusPage", "crm", "crmAPIOne"].map(toPhrase)).toEqual(["status page", "crm", "crm apione"]);
});
