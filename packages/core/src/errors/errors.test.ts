import { expect, test } from "vitest";
import type { ActionsError } from "./actions-error.ts";
import { InvalidDeclaration } from "./invalid-declaration.ts";
import { InvalidReply } from "./invalid-reply.ts";
import { MalformedInvocation } from "./malformed-invocation.ts";
import { NotAllowed } from "./not-allowed.ts";
import { UpstreamFailed } from "./upstream-failed.ts";
import { UserError } from "./user-error.ts";

const cause = new Error("socket");

test.each<[string, ActionsError, object]>([
  ["invalid_declaration", new InvalidDeclaration("a"), { message: "a", folder: undefined }],
  ["invalid_declaration", new InvalidDeclaration("a", { folder: "b", cause }), { message: "a", folder: "b", cause }],
  ["invalid_reply", new InvalidReply("a"), { message: "a" }],
  [
    "malformed_invocation",
    new MalformedInvocation("type", "a text"),
    { field: "type", message: "type must be a text" },
  ],
  ["user_error", new UserError("a"), { message: "a" }],
  ["not_allowed", new NotAllowed("a"), { message: "a" }],
  [
    "upstream_failed",
    new UpstreamFailed("ticket desk", { status: 503, errno: "ECONNRESET", cause }),
    { message: "The ticket desk is not answering", system: "ticket desk", status: 503, errno: "ECONNRESET", cause },
  ],
])("an error is known by its code, which never changes, and which its name is, too: %s", (code, error, fields) => {
  for (const [name, value] of Object.entries({ code, name: code, ...fields }))
    expect([name, Reflect.get(error, name)]).toEqual([name, value]);
});

test("a failure without a cause has none", () => {
  expect("cause" in new UpstreamFailed("ticket desk")).toBe(false);
  expect("cause" in new InvalidDeclaration("a")).toBe(false);
});
