import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeployedStack } from "../stage/deployed-stack.ts";
import { checkAlarms } from "./check-alarms.ts";

let alarms: readonly object[] = [];
const cloudWatchSide = createServer((_request, response) => {
  response
    .writeHead(200, { "content-type": "application/x-amz-json-1.0" })
    .end(JSON.stringify({ MetricAlarms: alarms, CompositeAlarms: [] }));
});
let client: CloudWatchClient;

beforeAll(async () => {
  await once(cloudWatchSide.listen(0, "127.0.0.1"), "listening");
  const endpoint = `http://127.0.0.1:${(cloudWatchSide.address() as AddressInfo).port}`;
  client = new CloudWatchClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
});
afterAll(() => {
  client.destroy();
  cloudWatchSide.close().closeAllConnections();
});

const toResource = (physicalId: string) => ({ logicalId: physicalId, physicalId, type: "AWS::CloudWatch::Alarm" });
const stack: DeployedStack = {
  stackId: "s",
  status: "UPDATE_COMPLETE",
  outputs: {},
  resources: ["one", "two"].map(toResource),
};
const armed = (AlarmName: string) => ({ AlarmName, ActionsEnabled: true, AlarmActions: ["topic"], StateValue: "OK" });

test.each([
  ["quiet", [armed("one"), armed("two")], "ok", "all 2 are armed and quiet"],
  ["sounding", [armed("one"), { ...armed("two"), StateValue: "ALARM" }], "warn", "sounding now: two"],
  ["disabled", [armed("one"), { ...armed("two"), ActionsEnabled: false }], "fail", "without actions: two"],
  ["without a topic", [{ ...armed("one"), AlarmActions: [] }, armed("two")], "fail", "without actions: one"],
  ["deleted by hand", [armed("one")], "fail", "somebody has deleted two"],
])("alarms that are %s", async (_what, found, verdict, says) => {
  alarms = found;
  expect(await checkAlarms(client, stack, "dev")).toMatchObject({ verdict, says });
});

test("a stack without alarms fails", async () => {
  expect(await checkAlarms(client, { ...stack, resources: [] }, "dev")).toMatchObject({
    verdict: "fail",
    remedy: "pnpm cdk deploy -c stage=dev",
  });
});
