import { expect, it } from "vitest";
import { CliqApiFailed } from "./cliq-api-failed.ts";
import { type CliqFailure, isAmbiguous, isHandlerNotFound, isNameTaken, isNotFound } from "./cliq-failure.ts";

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
    code: "msgaction_not_found",
  } as CliqFailure;
  expect([isNotFound(failure), isHandlerNotFound(failure), isNameTaken(failure)]).toEqual([false, false, false]);
});

it("is an error where something throws", () => {
  const failure = refused("a");
  expect(new CliqApiFailed(failure)).toMatchObject({ code: "cliq_api", failure, message: "Cliq: create failed: no" });
});
