import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateSummaryCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
} from "@aws-sdk/client-cloudformation";
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

it("sums a stack's template up: what it takes, what is in it and what has to be said to deploy it", async () => {
  const summarise = async (StackName: string): Promise<object> => {
    const { $metadata: _, ...summary } = await cloudFormation.send(new GetTemplateSummaryCommand({ StackName }));
    return summary;
  };
  expect(await summarise("Described")).toEqual({
    Parameters: [],
    ResourceTypes: ["AWS::SNS::Topic"],
    DeclaredTransforms: [],
  });
  const Statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
  const role = { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: { Statement } } };
  await aws.deploy({
    cdkOut: writeCdkOut("Summed", {
      AWSTemplateFormatVersion: "2010-09-09",
      Description: "what it is",
      Metadata: { Of: ["whom"] },
      Parameters: {
        Size: { Type: "String", Default: "small", AllowedValues: ["small", "big"], Description: "how big" },
        Count: { Type: "Number", Default: 5 },
        Secret: { Type: "String", Default: "", NoEcho: true },
      },
      Resources: { One: role, Two: role, Topic: { Type: "AWS::SNS::Topic" } },
    }),
  });
  expect(await summarise("Summed")).toEqual({
    Description: "what it is",
    Version: "2010-09-09",
    Metadata: '{"Of":["whom"]}',
    Parameters: [
      {
        ParameterKey: "Size",
        ParameterType: "String",
        DefaultValue: "small",
        NoEcho: false,
        Description: "how big",
        ParameterConstraints: { AllowedValues: ["small", "big"] },
      },
      { ParameterKey: "Count", ParameterType: "Number", DefaultValue: "5", NoEcho: false },
      { ParameterKey: "Secret", ParameterType: "String", DefaultValue: "", NoEcho: true },
    ],
    ResourceTypes: ["AWS::IAM::Role", "AWS::SNS::Topic"],
    Capabilities: ["CAPABILITY_IAM"],
    CapabilitiesReason: "The following resource(s) require capabilities: [AWS::IAM::Role]",
    DeclaredTransforms: [],
  });
  await expect(summarise("Nowhere")).rejects.toThrow("Stack with id Nowhere does not exist");
});

it("lists stacks that are deleted as well, and describes them by their id alone", async () => {
  const { stackId } = await aws.deploy({
    cdkOut: writeCdkOut("Gone", { Resources: { Topic: { Type: "AWS::SNS::Topic" } } }),
  });
  await aws.destroy("Gone");
  const { StackSummaries } = await cloudFormation.send(
    new ListStacksCommand({ StackStatusFilter: ["DELETE_COMPLETE"] }),
  );
  expect(StackSummaries?.map(({ StackId, DeletionTime }) => [StackId, DeletionTime instanceof Date])).toEqual([
    [stackId, true],
  ]);
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackId }));
  expect(Stacks?.map(({ StackStatus }) => StackStatus)).toEqual(["DELETE_COMPLETE"]);
  await expect(cloudFormation.send(new DescribeStacksCommand({ StackName: "Gone" }))).rejects.toThrow("does not exist");
});

it("a stack that is not there is CloudFormation's ValidationError", async () => {
  await expect(cloudFormation.send(new DescribeStacksCommand({ StackName: "Nowhere" }))).rejects.toMatchObject({
    name: "ValidationError",
    message: "Stack with id Nowhere does not exist",
  });
});
