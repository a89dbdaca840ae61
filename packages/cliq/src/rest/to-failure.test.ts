import { expect, it } from "vitest";
import { toFailure } from "./to-failure.ts";

const answer = (status: number, text: string) => ({ status, text, retryAfter: undefined });

it.each([
  [
    400,
    '{"code":"msgaction_name_already_exists","message":"taken"}',
    { kind: "refused", code: "msgaction_name_already_exists", message: "taken" },
  ],
  [404, '{"message":"gone"}', { kind: "refused", code: undefined, status: 404 }],
  [400, "<html>", { kind: "refused", message: "HTTP 400" }],
  [400, '{"message":{"a":1},"code":7}', { kind: "refused", code: undefined }],
  [400, '["array"]', { kind: "refused", message: "HTTP 400" }],
  [429, '{"message":"Too many requests within a certain time frame."}', { kind: "throttled", retryAfterMs: 300_000 }],
  [400, '{"code":"request_limit_exceeded","message":"x"}', { kind: "throttled", retryAfterMs: 300_000 }],
  [400, '{"message":"You have exceeded the URL throttle limits."}', { kind: "throttled" }],
  [401, '{"message":"Request was rejected because of invalid AuthToken."}', { kind: "unauthorized" }],
  [
    401,
    '{"code":"oauthtoken_scope_invalid","message":"x"}',
    { kind: "scope-missing", scope: "ZohoCliq.messageactions.CREATE" },
  ],
  [403, '{"message":"The user does not have enough permission"}', { kind: "scope-missing" }],
  [500, "", { kind: "unavailable", ambiguous: true, transient: true }],
  [302, "", { kind: "protocol", ambiguous: false }],
])("a create answered with %i %s", (status, text, failure) => {
  expect(toFailure("create", answer(status, text), 0)).toMatchObject({ operation: "create", ...failure });
});

it("a read is never ambiguous", () => {
  expect(toFailure("list", answer(502, ""), 0)).toMatchObject({ kind: "unavailable", ambiguous: false });
});

it("keeps a long message short and secrets out of it", () => {
  const text = JSON.stringify({ message: `Bearer abcdefghijkl ${"x".repeat(10_000)}` });
  const { message } = toFailure("create", answer(400, text), 0);
  expect(message.length).toBeLessThanOrEqual(500);
  expect(message).not.toContain("abcdefghijkl");
});
