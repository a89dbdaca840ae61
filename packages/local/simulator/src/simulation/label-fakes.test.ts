import { expect, test } from "vitest";
import { labelFakes } from "./label-fakes.ts";

test("a connection's fake is named after its action, an AWS service by its own label", () => {
  const running = { origin: "http://127.0.0.1:1", secret: "s", requests: [], failNext() {}, close: async () => {} };
  const labels = labelFakes({ fakes: { "call-api/orders": running }, serviceLabels: { sqs: "Queue: in memory" } });
  expect(labels).toEqual(["call-api: orders", "Queue: in memory"]);
});
