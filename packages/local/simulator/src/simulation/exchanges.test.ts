import { expect, test } from "vitest";
import type { InvocationReport } from "../page-api.ts";
import { keepExchanges } from "./exchanges.ts";

test("of clicks with answers of megabytes so many are kept as a state can hold", () => {
  const exchanges = keepExchanges(() => {});
  const body = "x".repeat(9_000_000);
  for (let count = 0; count < 60; count++) {
    const request = { method: "POST", url: "http://127.0.0.1:1/actions/a/b", headers: {}, body: "{}" };
    const report: unknown = { id: String(count), request, response: { status: 200, headers: {}, body }, logs: [] };
    exchanges.end(report as InvocationReport);
  }
  expect(exchanges.ended().map(({ id }) => id)).toEqual(["58", "59"]);
  expect(exchanges.has("57")).toBe(false);
});
