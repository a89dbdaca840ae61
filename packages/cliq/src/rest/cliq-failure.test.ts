import { expect, it } from "vitest";
import { CliqApiFailed } from "./cliq-api-failed.ts";
import {
  type CliqFailure,
  isAmbiguous,
  isHandlerNotFound,
  isMaybeForeign,
  isNameTaken,
  isNotFound,
  isSpelledAsCliqs,
  isUntouched,
} from "./cliq-failure.ts";

const base = { operation: "create", message: "no" } as const;
const refused = (code: string | undefined): CliqFailure => ({ ...base, kind: "refused", status: 400, code });

it("only what was not answered, or not as documented, may have been applied", () => {
  const failures: CliqFailure[] = [true, false].flatMap((ambiguous) => [
    { ...base, kind: "unavailable", ambiguous, transient: true },
    { ...base, kind: "protocol", status: 200, ambiguous, isJson: true },
  ]);
  const others: CliqFailure[] = [refused("a"), { ...base, kind: "unauthorized" }];
  expect([...failures, ...others].map(isAmbiguous)).toEqual([true, true, false, false, false, false]);
});

it("what was refused has changed nothing, unless an earlier attempt may have", () => {
  const lost: CliqFailure = { ...base, kind: "unavailable", ambiguous: true, transient: true };
  const failures: CliqFailure[] = [refused("a"), { ...refused("a"), mayBeDone: true }, lost];
  expect(failures.map(isUntouched)).toEqual([true, false, false]);
});

it("Cliq's codes are of small letters and digits, in two words and more", () => {
  const cliqs = ["not_found", "a1_2b_c"];
  const others = [
    "found",
    "Not_found",
    "not_Found",
    "1not_found",
    "not-found_x",
    "not_found!",
    "not__found",
    undefined,
  ];
  expect(cliqs.map(isSpelledAsCliqs)).toEqual([true, true]);
  expect(others.map(isSpelledAsCliqs)).toEqual(others.map(() => false));
});

it.each([
  ["msgaction_not_found", [true, false, false]],
  ["function_not_found", [true, false, false]],
  ["execution_handler_not_found", [false, true, false]],
  ["msgaction_name_already_exists", [false, false, true]],
  ["function_name_already_exists", [false, false, true]],
  ["moon_phase", [false, false, false]],
  [undefined, [false, false, false]],
])("a refusal with the code %s says what it says", (code, [absent, withoutHandler, taken]) => {
  const failure = refused(code);
  expect([isNotFound(failure), isHandlerNotFound(failure), isNameTaken(failure)]).toEqual([
    absent,
    withoutHandler,
    taken,
  ]);
});

it("no other failure says any of it", () => {
  const failure = {
    ...base,
    kind: "throttled",
    status: 429,
    retryAfterMs: 1,
  } as const;
  const saying = (code: string): CliqFailure => ({ ...failure, code }) as CliqFailure;
  expect([
    isNotFound(saying("msgaction_not_found")),
    isHandlerNotFound(saying("execution_handler_not_found")),
    isNameTaken(saying("function_name_already_exists")),
    isMaybeForeign({ ...saying("Conflict"), status: 409 } as CliqFailure),
  ]).toEqual([false, false, false, false]);
});

it.each<[number, string | undefined, boolean]>([
  [403, undefined, true],
  [403, "Forbidden", true],
  [403, "waf_blocked", true],
  [403, "my_invalid_inputs", true],
  [403, "invalid_inputs_of_ours", true],
  [403, "invalid_inputs", false],
  [403, "inactive_appaccount_user", false],
  [409, "Conflict", true],
  [409, "409", true],
  [409, undefined, false],
  [409, "some_conflict", false],
  [400, "Bad Request", false],
])("a refusal with %i and the code %s may be somebody's on the way: %s", (status, code, isForeign) => {
  expect(isMaybeForeign({ ...base, kind: "refused", status, code })).toBe(isForeign);
});

it("a missing scope may be somebody's on the way without Cliq's own code; no other failure is", () => {
  const missing = (isCliqs: boolean): CliqFailure => ({ ...base, kind: "scope-missing", scope: "s", isCliqs });
  expect([missing(true), missing(false), { ...base, kind: "unauthorized" } as const].map(isMaybeForeign)).toEqual([
    false,
    true,
    false,
  ]);
});

it("is an error where something throws", () => {
  const failure = refused("a");
  expect(new CliqApiFailed(failure)).toMatchObject({ code: "cliq_api", failure, message: "Cliq: create failed: no" });
});
