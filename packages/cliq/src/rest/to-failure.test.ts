import { expect, it } from "vitest";
import { toFailure } from "./to-failure.ts";

const answer = (status: number, text: string) => ({ status, text, retryAfter: undefined });

it.each([
  [
    400,
    '{"code":"msgaction_name_already_exists","message":"taken"}',
    { kind: "refused", code: "msgaction_name_already_exists", message: "taken" },
  ],
  [404, '{"code":"msgaction_not_found","message":"gone"}', { kind: "refused", code: "msgaction_not_found" }],
  [404, '{"code":"request_url_invalid"}', { kind: "refused", code: "request_url_invalid" }],
  [404, '{"message":"gone"}', { kind: "unavailable", status: 404, ambiguous: true, transient: true, message: "gone" }],
  [404, "request_url_invalid", { kind: "unavailable", transient: true, message: 'HTTP 404, "request_url_invalid"' }],
  [404, "<html><h1>Not Found</h1></html>", { kind: "unavailable", message: 'HTTP 404, "Not Found"' }],
  [404, "", { kind: "unavailable", message: "HTTP 404" }],
  [403, "<html>Blocked</html>", { kind: "unavailable", status: 403, message: 'HTTP 403, "Blocked"' }],
  [403, "", { kind: "unavailable", status: 403 }],
  [408, "", { kind: "unavailable", transient: true }],
  [403, '{"error":{"code":"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"}}', { kind: "throttled" }],
  [503, "URL_FIXED_THROTTLES_LIMIT_EXCEEDED", { kind: "throttled" }],
  [400, "<html>", { kind: "refused", code: undefined, message: "HTTP 400" }],
  [400, '{"message":{"a":1},"code":7}', { kind: "refused", code: "7", message: "7" }],
  [400, '["array"]', { kind: "refused", message: 'HTTP 400, "["array"]"' }],
  [400, '{"error":{"code":"moon_phase","message":"Wrong moon"}}', { code: "moon_phase", message: "Wrong moon" }],
  [418, '{"errors":[{"error_code":"TEA","title":"A pot"}]}', { kind: "refused", code: "TEA", message: "A pot" }],
  [500, '{"code":"moon_phase","message":"Wrong moon"}', { kind: "unavailable", message: "Wrong moon (moon_phase)" }],
  [429, '{"message":"Too many requests within a certain time frame."}', { kind: "throttled", retryAfterMs: 300_000 }],
  [400, '{"code":"request_limit_exceeded","message":"x"}', { kind: "throttled", retryAfterMs: 300_000 }],
  [400, '{"message":"You have exceeded the URL throttle limits."}', { kind: "throttled" }],
  [400, '{"code":"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"}', { kind: "throttled", retryAfterMs: 300_000 }],
  [400, '{"message":"URL_FIXED_THROTTLES_LIMIT_EXCEEDED"}', { kind: "throttled" }],
  [400, `{"x":[${'{"y":0},'.repeat(900)}{"why":["URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"]}]}`, { kind: "throttled" }],
  [400, "URL_FIXED_THROTTLES_LIMIT_EXCEEDED", { kind: "throttled" }],
  [400, '{"code":"invalid_inputs","message":"The name Throttle limits is bad"}', { kind: "refused" }],
  [404, '{"code":"function_not_found","message":"No URL_FIXED_THROTTLES_LIMIT_EXCEEDED"}', { kind: "refused" }],
  [400, '{"code":"oauthtoken_invalid","message":"x"}', { kind: "unauthorized" }],
  [401, "", { kind: "unauthorized" }],
  [401, '{"code":"oauth_scope_invalid"}', { kind: "scope-missing" }],
  [400, '{"code":"oauthtoken_scope_invalid"}', { kind: "scope-missing" }],
  [403, '{"code":"inactive_appaccount_user","message":"x"}', { kind: "refused", code: "inactive_appaccount_user" }],
  [401, '{"message":"Request was rejected because of invalid AuthToken."}', { kind: "unauthorized" }],
  [
    401,
    '{"code":"oauthtoken_scope_invalid","message":"x"}',
    { kind: "scope-missing", scope: "ZohoCliq.messageactions.CREATE", message: "x" },
  ],
  [404, '{"status":404,"error":"Not Found"}', { kind: "unavailable", status: 404 }],
  [404, '{"code":404,"message":"Not Found"}', { kind: "unavailable", status: 404 }],
  [404, '{"code":"msgaction_not_found"}', { kind: "refused", code: "msgaction_not_found" }],
  [408, '{"code":408,"message":"Request Timeout"}', { kind: "unavailable", status: 408 }],
  [406, "<html>", { kind: "unavailable", status: 406 }],
  [406, '{"message":"x"}', { kind: "refused", code: undefined }],
  [406, '{"code":"TEA"}', { kind: "refused", code: "TEA" }],
  [406, '{"message":"Beyond the throttle limits"}', { kind: "refused" }],
  [425, '{"message":"Too Early"}', { kind: "unavailable", status: 425 }],
  [403, '{"message":"The user does not have enough permission"}', { kind: "scope-missing" }],
  [500, "", { kind: "unavailable", status: 500, ambiguous: true, transient: true }],
  [302, "", { kind: "protocol", ambiguous: false }],
])("a create answered with %i %s", (status, text, failure) => {
  expect(toFailure("create", answer(status, text), 0)).toMatchObject({ operation: "create", ...failure });
});

it.each(["code", "message"])("a lock is known by a %s that stands behind much else", (field) => {
  const text = JSON.stringify({ filler: "x".repeat(20_000), [field]: "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED" });
  expect(toFailure("create", answer(400, text), 0)).toMatchObject({ kind: "throttled", retryAfterMs: 300_000 });
});

it("a read is never ambiguous", () => {
  for (const status of [502, 404])
    expect(toFailure("list", answer(status, ""), 0)).toMatchObject({ kind: "unavailable", ambiguous: false });
});

it("keeps a long message short and secrets out of it", () => {
  const text = JSON.stringify({ message: `Bearer abcdefghijkl ${"x".repeat(10_000)}` });
  const { message } = toFailure("create", answer(400, text), 0);
  expect(message.length).toBeLessThanOrEqual(500);
  expect(message).not.toContain("abcdefghijkl");
});

it.each([
  ["bare", 400, "🦄".repeat(9_000)],
  ["refusal", 400, JSON.stringify({ code: "🦄".repeat(900), message: "🦄".repeat(900) })],
  ["failure", 500, JSON.stringify({ code: "🦄".repeat(900), message: "🦄".repeat(900) })],
])("cuts a long %s between whole characters", (_form, status, text) => {
  const { message } = toFailure("get", answer(status, text), 0);
  expect(message.length).toBeLessThanOrEqual(610);
  expect(message.isWellFormed()).toBe(true);
});

it("never quotes the token that was sent, whatever its form", () => {
  const text = JSON.stringify({ message: "no opaque-token-7731 here" });
  expect(toFailure("get", answer(400, text), 0, ["opaque-token-7731"]).message).toBe("no … here");
});
