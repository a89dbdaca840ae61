import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, expect, it } from "vitest";

import { startLocalAws, type LocalAws, type LocalStack } from "../../index.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

let aws: LocalAws;
let cloudFormation: CloudFormationClient;
let stack: LocalStack;

beforeAll(async () => {
  aws = await startLocalAws();
  cloudFormation = new CloudFormationClient(sdkConfiguration(aws));
  const Resources = { Topic: { Type: "AWS::SNS::Topic", Properties: { DisplayName: "a<b>" } } };
  const Outputs = { Where: { Value: "https://example.com/?a=1&b=2" } };
  stack = await aws.deploy({ cdkOut: writeCdkOut("Described", { Resources, Outputs }) });
});
afterAll(() => aws.stop());

it("describes a stack by name and by id, with status and outputs", async () => {
  const expected = {
    StackId: stack.stackId,
    StackName: "Described",
    StackStatus: "CREATE_COMPLETE",
    Outputs: [{ OutputKey: "Where", OutputValue: "https://example.com/?a=1&b=2" }],
  };
  for (const StackName of ["Described", stack.stackId, undefined]) {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    // With no name the stack that a deployment out of a folder bootstraps the account with is there as well.
    expect(Stacks?.filter((one) => one.StackName !== "CDKToolkit")).toEqual([expect.objectContaining(expected)]);
  }
});

it("lists a stack's resources with their physical ids", async () => {
  const { StackResourceSummaries } = await cloudFormation.send(
    new ListStackResourcesCommand({ StackName: "Described" }),
  );
  expect(StackResourceSummaries).toEqual([
    expect.objectContaining({
      LogicalResourceId: "Topic",
      ResourceType: "AWS::SNS::Topic",
      PhysicalResourceId: stack.resources[0]?.physicalId,
    }),
  ]);
});

it("a stack that is not there is CloudFormation's ValidationError", async () => {
  await expect(cloudFormation.send(new DescribeStacksCommand({ StackName: "Nowhere" }))).rejects.toMatchObject({
    name: "ValidationError",
    message: "Stack with id Nowhere does not exist",
  });
});
