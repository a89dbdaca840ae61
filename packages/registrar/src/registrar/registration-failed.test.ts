import type { CliqFailure } from "@cliq-actions/cliq/rest/cliq-failure";
import { expect, it } from "vitest";
import { explainFailure, toRegistrationFailed } from "./registration-failed.ts";

const about = { operation: "list", message: "no" } as const;
const codes = [
  "msgaction_name_already_exists",
  "msgaction_creation_limit_exceeded",
  "msgaction_not_found",
  "function_name_already_exists",
  "function_creation_limit_exceeded",
  "function_not_found",
  "execution_handler_not_found",
  "execution_handler_update_failed",
  "inactive_appaccount_user",
  undefined,
];
const failures: readonly CliqFailure[] = [
  ...codes.map((code) => ({ ...about, kind: "refused", status: 400, code }) as const),
  { ...about, kind: "throttled", status: 429, retryAfterMs: 300_000 },
  { ...about, kind: "over-budget", retryAfterMs: 60_000, locked: false },
  { ...about, kind: "unauthorized" },
  { ...about, kind: "scope-missing", scope: "ZohoCliq.messageactions.READ" },
  { ...about, kind: "token-missing", code: "token_refused" },
  { ...about, kind: "unavailable", ambiguous: false, transient: true },
  { ...about, kind: "protocol", status: 200, ambiguous: false },
];

it.each(failures)("only a deployment is told to deploy again: %o", (failure) => {
  expect(explainFailure(failure, "look again")).not.toMatch(/deploy again/i);
  expect(toRegistrationFailed("It failed.", failure).retold?.("look again")).not.toMatch(/deploy again/i);
  const said = toRegistrationFailed("It failed.", failure).message;
  expect(said).toBe(`It failed. ${explainFailure(failure)}`);
});
