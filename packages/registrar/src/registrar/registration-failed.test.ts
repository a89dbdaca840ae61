import type { CliqFailure } from "@cliq-actions/cliq/rest/cliq-failure";
import { expect, it } from "vitest";
import { toAnswerableReason, toFunctionError } from "../to-outcome.ts";
import { LedgerConflict, Superseded } from "./ledger.ts";
import { toRegistrationFailed } from "./registration-failed.ts";

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
  "constructor",
  undefined,
];
const failures: readonly CliqFailure[] = [
  ...codes.map((code) => ({ ...about, kind: "refused", status: 400, code }) as const),
  { ...about, kind: "throttled", status: 429, retryAfterMs: 300_000 },
  { ...about, kind: "over-budget", retryAfterMs: 60_000, locked: false },
  { ...about, kind: "unauthorized" },
  { ...about, kind: "scope-missing", scope: "ZohoCliq.messageactions.READ", isCliqs: true },
  { ...about, kind: "token-missing", code: "token_refused" },
  { ...about, kind: "unavailable", ambiguous: false, transient: true },
  { ...about, kind: "protocol", status: 200, ambiguous: false, isJson: true },
];
const errors = [
  ...failures.map((failure) => toRegistrationFailed("It failed.", failure)),
  new LedgerConflict(),
  new Superseded(),
];

it.each(errors)("a remedy is for who asked, and its commands are whole: %s", (error) => {
  const drift = toFunctionError(error, "run `pnpm cliq drift --stage <stage>` again").message;
  const said = {
    deployment: toAnswerableReason(error, { type: "Update" }),
    deletion: toAnswerableReason(error, { type: "Delete" }),
    drift,
  };
  expect(said.deletion).not.toMatch(/deploy/);
  expect(drift).not.toMatch(/(deploy|delete the stack) again/i);
  for (const sentence of Object.values(said)) {
    expect(sentence).toBe(sentence.toWellFormed());
    expect(sentence).not.toMatch(/\p{Co}|function \w*\(|undefined/u);
    for (const [, command] of sentence.matchAll(/`(pnpm [^`]*)`/g)) expect(command).toMatch(/[ -]-?stage[ =]<stage>/);
  }
  const isAgain = /deploy again/i.test(said.deployment);
  expect([isAgain, isAgain]).toEqual([/delete the stack again/i.test(said.deletion), /cliq drift --stage/.test(drift)]);
});
