import { expect, test } from "vitest";
import { labelFakes } from "./label-fakes.ts";

test("a connection's fake is named after its action, an AWS service by its own label", () => {
  const running = { origin: "http://127.0.0.1:1", secret: "s", requests: [], failNext() {}, close: async () => {} };
  const labels = labelFakes({ fakes: { "call-api/orders": running }, serviceLabels: { sqs: "Queue: in memory" } });
  expect(labels).toEqual(["call-api: orders", "Queue: in memory"]);
});

test("systems among which a stage chooses are one line", () => {
  const running = { origin: "http://127.0.0.1:1", secret: "s", requests: [], failNext() {}, close: async () => {} };
  const chosen = { ...running, isForChoice: true };
  const fakes = { "call-api/one": chosen, "call-api/orders": running, "call-api/other": chosen };
  expect(labelFakes({ fakes, serviceLabels: {} })).toEqual([
    "call-api: orders",
    "call-api: one, other, whichever the stage chooses",
  ]);
});
