import { InvalidReply, MalformedInvocation, UpstreamFailed, UserError } from "@cliq-actions/core";
import { expect, test } from "vitest";
import { InvalidRequest } from "../connect/invalid-request.ts";
import { NotConfigured } from "../not-configured.ts";
import { Unauthenticated } from "../refusals.ts";
import { describeError } from "./describe-error.ts";

class NumberedError extends UserError {
  override readonly code = 5 as never;
}

/** Without the frames, whose lines change with every edit. */
function described(error: unknown): object {
  const { stack, ...rest } = describeError(error);
  return { ...rest, hasStack: stack !== undefined };
}

test.each<[string, unknown, object]>([
  ["null", null, { name: "null", hasStack: false }],
  ["undefined", undefined, { name: "undefined", hasStack: false }],
  ["a string", "words of people", { name: "string", hasStack: false }],
  ["an object", { name: "x" }, { name: "object", hasStack: false }],
  ["a foreign error", new TypeError("words"), { name: "TypeError", hasStack: true }],
  [
    "one with a code",
    Object.assign(new Error("words"), { code: "ECONNRESET" }),
    { name: "Error", code: "ECONNRESET", hasStack: true },
  ],
  [
    "one with a number for a code",
    Object.assign(new Error("words"), { code: 7 }),
    { name: "Error", code: "7", hasStack: true },
  ],
  [
    "one whose code is a sentence",
    Object.assign(new Error("words"), { code: "words of people" }),
    { name: "Error", hasStack: true },
  ],
  [
    "one whose name is a sentence",
    Object.assign(new Error("words"), { name: "words of people" }),
    { name: "Error", hasStack: true },
  ],
  [
    "one whose name is long",
    Object.assign(new Error("words"), { name: "N".repeat(81) }),
    { name: "Error", hasStack: true },
  ],
  ...[
    "Ab_".repeat(26) + "Cde",
    `ABC12_${"AB12_".repeat(14)}ABCDE`,
    "AKIAIOSFODNN7EXAMPLE",
    "hunter2",
    "sk-live-4eC39HqLyjWDarjtT1",
    "1000.0f3a",
    "ABCDEFGHIJKLMNOPQRSTUVWX",
  ].map((key): [string, unknown, object] => [
    `one whose name and code are a key such as ${key}`,
    Object.assign(new Error("words"), { name: key, code: key }),
    { name: "Error", hasStack: true },
  ]),
  ...[
    ["ProvisionedThroughputExceededException", "ERR_HTTP2_STREAM_ERROR"],
    ["S3ServiceException", "E2BIG"],
    ["com.amazonaws.ssm#NoSuchKey", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["TimeoutError", "23505"],
    ["ZodError", "42P01"],
    ["Http2Error", "P2002"],
    ["a.b$C", "invalid_type"],
    ["AccessDenied", "EAI_AGAIN"],
    ["Http404Error", "EPIPE"],
    ["Desk::HttpError", "ERR12_AB34"],
    ["desk.S3Http404Error", "AB1_C"],
    ["Ab_".repeat(26) + "Cd", `ABC12_${"AB12_".repeat(14)}ABCD`],
  ].map(([name, code]): [string, unknown, object] => [
    `${name} with the code ${code}`,
    Object.assign(new Error("words"), { name, code }),
    { name, code, hasStack: true },
  ]),
  [
    "a system by its status, be it a key",
    new UpstreamFailed("status page", { status: "403 AKIAIOSFODNN7EXAMPLE" }),
    { name: "upstream_failed", detail: "status page 403 …", hasStack: true },
  ],
  [
    "one whose code is a list",
    Object.assign(new Error("words"), { code: ["ECONNRESET"] }),
    { name: "Error", hasStack: true },
  ],
  ["one of ours whose code is a number", new NumberedError("words"), { name: "Error", code: "5", hasStack: true }],
  [
    "a bad reply whose message is no text",
    Object.defineProperty(new InvalidReply("a"), "message", { value: 5 }),
    { name: "invalid_reply", hasStack: true },
  ],
  ["a UserError", new UserError("words of people"), { name: "user_error", hasStack: true }],
  [
    "a bad reply",
    new InvalidReply("Text must not be empty."),
    { name: "invalid_reply", detail: "Text must not be empty.", hasStack: true },
  ],
  [
    "a bad request",
    new InvalidRequest("path must begin with /"),
    { name: "invalid_request", detail: "path must begin with /", hasStack: true },
  ],
  [
    "a bad event",
    new MalformedInvocation("params", "an object"),
    { name: "malformed_invocation", detail: "params must be an object", hasStack: false },
  ],
  ["a refusal", new Unauthenticated("credential"), { name: "unauthenticated", detail: "credential", hasStack: false }],
  [
    "what is not configured",
    new NotConfigured("No secret"),
    { name: "misconfigured", detail: "No secret", hasStack: false },
  ],
  [
    "a system by its status",
    new UpstreamFailed("ticket desk", { status: 503 }),
    { name: "upstream_failed", detail: "ticket desk 503", hasStack: true },
  ],
  [
    "a system whose name has two spaces",
    new UpstreamFailed("ticket  desk", { status: 503 }),
    { name: "upstream_failed", detail: "ticket desk 503", hasStack: true },
  ],
  [
    "a system with a long name",
    new UpstreamFailed("ab ".repeat(120), { status: 503 }),
    { name: "upstream_failed", detail: "ab ".repeat(100), hasStack: true },
  ],
  [
    "a system by the network's word",
    new UpstreamFailed("desk", { errno: "ECONNRESET" }),
    { name: "upstream_failed", detail: "desk ECONNRESET", hasStack: true },
  ],
])("%s is described by what is ours in it", (_name, error, description) => {
  expect(described(error)).toStrictEqual(description);
});

test("addresses are taken out of details, and what is long is cut", () => {
  const { detail } = describeError(new InvalidReply(`See https://user:secret@x.example/a?b now ${"x".repeat(400)}`));
  expect(detail).toMatch(/^See \(url\) now x+$/);
  expect(detail).toHaveLength(300);
});

test("causes are told three deep", () => {
  let error = new Error("0");
  for (let depth = 1; depth < 6; depth += 1) error = new RangeError(String(depth), { cause: error });
  const names: string[] = [];
  for (
    let told: ReturnType<typeof describeError> | undefined = describeError(error);
    told !== undefined;
    told = told.cause
  )
    names.push(told.name);
  expect(names).toEqual(["RangeError", "RangeError", "RangeError", "RangeError"]);
});

test("at most twenty-four frames are told, each cut", () => {
  const error = new Error("words");
  error.stack = `Error: words\n${Array.from({ length: 30 }, (_, index) => `    at f${index} (${"x".repeat(200)}:1:1)`).join("\n")}\n    no frame`;
  const { stack } = describeError(error);
  expect(stack).toHaveLength(24);
  expect(stack?.[23]).toMatch(/^at f23 …x+:1:1\)$/);
  expect(stack?.[23]).toHaveLength(160);
  expect(describeError(new Error("x", { cause: error })).cause?.stack).toHaveLength(8);
});

test("a line with a frame in it is none", () => {
  const error = new Error("words");
  error.stack = "Error: words\nsaid    at f (a:1:2)\n    at g (a:1:2) said\n    at h (a:1:2)";
  expect(describeError(error).stack).toEqual(["at h (a:1:2)"]);
});
