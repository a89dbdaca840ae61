import { expect, it } from "vitest";

import { parseBatchResponse } from "./parse-batch-response.ts";

const ids = ["one", "two", "three"];
const failures = (...list: unknown[]): string => JSON.stringify({ batchItemFailures: list });

it.each([
  "null",
  "",
  '""',
  "[]",
  "{}",
  '{"batchItemFailures":null}',
  '{"batchItemFailures":[]}',
  '{"batchItemfailures":[{"itemIdentifier":"one"}]}',
  '{"statusCode":200}',
])("takes %s for a success of all", (payload) => expect(parseBatchResponse(payload, ids)).toEqual(new Set()));

it.each([
  "{",
  '"done"',
  "7",
  "[1]",
  '{"batchItemFailures":{"itemIdentifier":"one"}}',
  failures("one"),
  failures(null),
  failures({ id: "one" }),
  failures({ itemIdentifier: "" }),
  failures({ itemIdentifier: null }),
  failures({ itemIdentifier: 7 }),
  failures({ itemIdentifier: "four" }),
  failures({ itemIdentifier: "one" }, { itemIdentifier: "four" }),
])("takes %s for a failure of all", (payload) => expect(parseBatchResponse(payload, ids)).toBe("all"));

it("takes those that are named for failed, once each", () => {
  const payload = failures({ itemIdentifier: "three" }, { itemIdentifier: "one" }, { itemIdentifier: "one" });
  expect(parseBatchResponse(payload, ids)).toEqual(new Set(["one", "three"]));
});
