import {
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  type Stack,
  UpdateTerminationProtectionCommand,
} from "@aws-sdk/client-cloudformation";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, it } from "vitest";

import { startLocalAws, type LocalAws } from "../../index.ts";
import { callQuery } from "../../testing/call-query.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";

let aws: LocalAws;
let cloudFormation: CloudFormationClient;
let ssm: SSMClient;
beforeAll(async () => {
  aws = await startLocalAws();
  cloudFormation = new CloudFormationClient(sdkConfiguration(aws));
  ssm = new SSMClient(sdkConfiguration(aws));
});
afterAll(() => aws.stop());

const text = (name: string, value: string): object => ({
  Type: "AWS::SSM::Parameter",
  Properties: { Name: name, Type: "String", Value: value },
});
const role = (service: string, policies: object[]): object => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } },
    },
    Policies: policies,
  },
});

async function propose(
  StackName: string,
  template: object,
  rest: Partial<CreateChangeSetCommandInput> = {},
): Promise<string> {
  const TemplateBody = JSON.stringify(template);
  const input = { StackName, ChangeSetName: "proposed", TemplateBody, ...rest };
  return (await cloudFormation.send(new CreateChangeSetCommand(input))).Id ?? "";
}

async function describeStack(StackName: string): Promise<Stack | undefined> {
  return (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
}

async function put(
  StackName: string,
  template: object,
  rest: Partial<CreateChangeSetCommandInput> = {},
): Promise<string | undefined> {
  const ChangeSetName = await propose(StackName, template, rest);
  await cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName }));
  const status = async (): Promise<string | undefined> => (await describeStack(StackName))?.StackStatus;
  await expect.poll(status, { timeout: 60_000 }).not.toMatch(/IN_PROGRESS/);
  return status();
}

it("says what it would add, modify, replace and remove, and does it", async () => {
  const Resources = { Stays: text("/s", "1"), Changes: text("/c", "1"), Goes: text("/g", "1") };
  expect(await put("Lives", { Resources }, { ChangeSetType: "CREATE" })).toBe("CREATE_COMPLETE");
  const after = {
    Parameters: { Word: { Type: "String", Default: "2" } },
    Resources: {
      Stays: text("/s", "1"),
      Changes: { Type: "AWS::SSM::Parameter", Properties: { Name: "/c", Type: "String", Value: { Ref: "Word" } } },
      Comes: text("/new", "1"),
    },
    Outputs: { Name: { Value: { Ref: "Comes" }, Description: "what came" } },
  };
  const Parameters = [{ ParameterKey: "Word", ParameterValue: "two" }];
  const ChangeSetName = await propose("Lives", after, { Parameters });
  const { Changes, Status } = await cloudFormation.send(new DescribeChangeSetCommand({ ChangeSetName }));
  expect(Status).toBe("CREATE_COMPLETE");
  expect(
    Changes?.map(({ ResourceChange: { Action, LogicalResourceId, Replacement } = {} }) =>
      [Action, LogicalResourceId, Replacement].filter(Boolean).join(" "),
    ),
  ).toEqual(["Modify Changes Conditional", "Add Comes", "Remove Goes"]);
  await cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName }));
  await expect.poll(async () => (await describeStack("Lives"))?.StackStatus).toBe("UPDATE_COMPLETE");
  expect((await ssm.send(new GetParameterCommand({ Name: "/c" }))).Parameter?.Value).toBe("two");
  await expect(ssm.send(new GetParameterCommand({ Name: "/g" }))).rejects.toMatchObject({ name: "ParameterNotFound" });
  expect(await describeStack("Lives")).toMatchObject({
    Outputs: [{ OutputKey: "Name", OutputValue: "/new", Description: "what came" }],
    Parameters,
  });
  const { TemplateBody = "" } = await cloudFormation.send(new GetTemplateCommand({ StackName: "Lives" }));
  expect(JSON.parse(TemplateBody)).toEqual(after);

  const again = await propose("Lives", after, { Parameters });
  expect(await cloudFormation.send(new DescribeChangeSetCommand({ ChangeSetName: again }))).toMatchObject({
    Status: "FAILED",
    StatusReason: expect.stringContaining("didn't contain changes") as string,
  });
  await expect(cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: again }))).rejects.toMatchObject({
    name: "InvalidChangeSetStatusException",
  });
});

it("a stack whose creation was rolled back stays as that, and can only be deleted", async () => {
  const Resources = { One: text("/rolled", "1"), Two: text("/rolled", "2") };
  expect(await put("Rolled", { Resources }, { ChangeSetType: "CREATE" })).toBe("ROLLBACK_COMPLETE");
  const { StackId = "" } = (await describeStack("Rolled")) ?? {};
  await expect(propose("Rolled", { Resources })).rejects.toMatchObject({
    message: expect.stringContaining("is in ROLLBACK_COMPLETE state and can not be updated") as string,
  });
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: "Rolled" }));
  const ofStack = StackEvents.filter((event) => event.PhysicalResourceId === StackId);
  expect(ofStack.map((event) => event.ResourceStatus)).toEqual([
    "ROLLBACK_COMPLETE",
    "ROLLBACK_IN_PROGRESS",
    "CREATE_IN_PROGRESS",
  ]);
  const times = StackEvents.map(({ Timestamp }) => Timestamp?.getTime() ?? 0);
  expect(times).toEqual(times.toSorted((one, other) => other - one));
  await cloudFormation.send(new DeleteStackCommand({ StackName: "Rolled" }));
  await expect(describeStack("Rolled")).rejects.toThrow("does not exist");
  expect((await describeStack(StackId))?.StackStatus).toBe("DELETE_COMPLETE");
});

it("lists are pages: the hundredth event is not the last", async () => {
  const Resources = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`P${index}`, text(`/many/${index}`, "1")]),
  );
  expect(await put("Many", { Resources }, { ChangeSetType: "CREATE" })).toBe("CREATE_COMPLETE");
  const first = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: "Many" }));
  const { NextToken } = first;
  const second = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: "Many", NextToken }));
  expect([first.StackEvents?.length, second.StackEvents?.length, second.NextToken]).toEqual([100, 22, undefined]);
});

it("a protected stack is not deleted", async () => {
  expect(await put("Kept", { Resources: { One: text("/kept", "1") } }, { ChangeSetType: "CREATE" })).toBe(
    "CREATE_COMPLETE",
  );
  const protect = { StackName: "Kept", EnableTerminationProtection: true };
  await cloudFormation.send(new UpdateTerminationProtectionCommand(protect));
  await expect(cloudFormation.send(new DeleteStackCommand({ StackName: "Kept" }))).rejects.toThrow(
    "cannot be deleted while TerminationProtection is enabled",
  );
});

it("parameters are listed whether said or not, kept as they are when asked to, and hidden when secret", async () => {
  const template = (Default: string): object => ({
    Parameters: {
      Said: { Type: "String" },
      Unsaid: { Type: "String", Default },
      Hidden: { Type: "String", Default: "swordfish", NoEcho: true },
    },
    Resources: {
      One: {
        Type: "AWS::SSM::Parameter",
        Properties: { Name: "/written", Type: "String", Value: { "Fn::Sub": "${Said} ${Unsaid}" } },
      },
    },
  });
  const listed = async (): Promise<object> =>
    Object.fromEntries(
      ((await describeStack("Written"))?.Parameters ?? []).map((one) => [one.ParameterKey, one.ParameterValue]),
    );
  const Parameters = [{ ParameterKey: "Said", ParameterValue: "1" }];
  await put("Written", template("before"), { ChangeSetType: "CREATE", Parameters });
  expect(await listed()).toEqual({ Said: "1", Unsaid: "before", Hidden: "****" });
  const kept = ["Said", "Unsaid"].map((ParameterKey) => ({ ParameterKey, UsePreviousValue: true }));
  await put("Written", template("after"), { Parameters: kept });
  expect(await listed()).toEqual({ Said: "1", Unsaid: "before", Hidden: "****" });
});

it("a template in YAML is one, too", async () => {
  const TemplateBody =
    "Resources:\n  One:\n    Type: AWS::SSM::Parameter\n    Properties: { Name: /yaml, Type: String, Value: '1' }\n";
  expect(await put("Yaml", {}, { TemplateBody, ChangeSetType: "CREATE" })).toBe("CREATE_COMPLETE");
});

const Resources = { One: text("/refused", "1") };
it.each<[string, object, Partial<CreateChangeSetCommandInput>, string]>([
  ["a type that does not run here", { Resources: { Q: { Type: "AWS::Kinesis::Stream" } } }, {}, "AWS::Kinesis::Stream"],
  [
    "a property that would be ignored",
    { Resources: { Q: { Type: "AWS::SSM::Parameter", Properties: { Policies: "x" } } } },
    {},
    "Policies",
  ],
  ["no resource", { Resources: {} }, {}, "At least one Resources member"],
  ["no JSON and no YAML", {}, { TemplateBody: "{" }, "Template format error"],
  ["a body that is too long", { Resources, Description: "x".repeat(51_200) }, {}, "51200"],
  ["a body and a URL", { Resources }, { TemplateURL: "https://s3.us-east-1.amazonaws.com/a/b" }, "Exactly one of"],
  ["a URL of elsewhere", {}, { TemplateBody: undefined, TemplateURL: "https://example.org/a/b" }, "supported URL"],
  [
    "a bucket that is not there",
    {},
    { TemplateBody: undefined, TemplateURL: "https://a.s3.amazonaws.com/b" },
    "bucket does not exist",
  ],
  ["a parameter without a value", { Resources, Parameters: { A: { Type: "String" } } }, {}, "[A] must have values"],
  [
    "a parameter that is not declared",
    { Resources },
    { Parameters: [{ ParameterKey: "B", ParameterValue: "1" }] },
    "[B] do not exist in the template",
  ],
  [
    "a value that is not allowed",
    { Resources, Parameters: { A: { Type: "String", Default: "x", AllowedValues: ["y"] } } },
    {},
    "AllowedValues",
  ],
  [
    "a parameter of Parameter Store that is not there",
    { Resources, Parameters: { A: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/none" } } },
    {},
    "Unable to fetch parameters [/none]",
  ],
  ...Object.entries<[part: object, words: string]>({
    "an unknown section": [{ Resouces: {} }, "Resouces"],
    "another version of the format": [{ AWSTemplateFormatVersion: "2020-01-01" }, "2010-09-09"],
    "an unknown attribute": [{ Resources: { A: { ...text("/a", "1"), Metdata: {} } } }, "Metdata"],
    "an output that is no text": [{ Outputs: { O: { Value: { a: 1 } } } }, "Output O: its Value has to be a text"],
    "an output with a hyphen": [{ Outputs: { "O-x": { Value: "1" } } }, "Output O-x"],
    "a parameter of no type": [
      { Parameters: { A: { Type: "Text", Default: "1" } } },
      "Parameter A is of the type Text",
    ],
    "a number that is none": [{ Parameters: { A: { Type: "Number", Default: "abc" } } }, "must be a number"],
    "a number that is too great": [
      { Parameters: { A: { Type: "Number", Default: 7, MaxValue: 1 } } },
      "greater than 1",
    ],
    "a text that is too long": [{ Parameters: { A: { Type: "String", Default: "abc", MaxLength: 1 } } }, "at most 1"],
    "a default that is not allowed": [
      { Parameters: { A: { Type: "String", Default: "x", AllowedValues: ["y"] } } },
      "Parameter A: its Default is none that it takes: Parameter 'A' must be one of AllowedValues.",
    ],
    "a least length that is no number": [
      { Parameters: { A: { Type: "String", Default: "x", MinLength: "many" } } },
      "Parameter A: its MinLength has to be a number.",
    ],
    "a least length above the greatest": [
      { Parameters: { A: { Type: "String", MinLength: 3, MaxLength: 2 } } },
      "Parameter A: its MinLength is more than its MaxLength.",
    ],
    "a least value above the greatest": [
      { Parameters: { A: { Type: "Number", MinValue: 3, MaxValue: 2 } } },
      "Parameter A: its MinValue is more than its MaxValue.",
    ],
    "a pattern that is none": [
      { Parameters: { A: { Type: "String", Default: "x", AllowedPattern: "(" } } },
      "Parameter A: its AllowedPattern is no regular expression that local AWS can read.",
    ],
    "a mapping to an object": [
      { Mappings: { M: { a: { b: { c: "1" } } } } },
      "Mapping M: its b has to be a text or a list.",
    ],
    "a condition of one that is not there": [
      { Conditions: { A: { "Fn::Not": [{ Condition: "None" }] } } },
      "Condition A names the condition None, which the template does not have.",
    ],
    "conditions in a circle": [
      { Conditions: { A: { "Fn::Not": [{ Condition: "B" }] }, B: { Condition: "A" } } },
      "Condition A depends on itself.",
    ],
    "an attribute that a type does not have, in an output": [
      { Outputs: { O: { Value: { "Fn::GetAtt": ["One", "Arn"] } } } },
      "there is Type, Value",
    ],
    "an export named by a resource": [
      { Outputs: { O: { Value: "1", Export: { Name: { Ref: "One" } } } } },
      "Output O: Ref names One",
    ],
    "two exports of one name": [
      { Outputs: { O: { Value: "1", Export: { Name: "N" } }, P: { Value: "2", Export: { Name: "N" } } } },
      "Duplicate Export names: [N]",
    ],
    "an object where a section is a list": [{ Metadata: [] }, "Metadata"],
    "a mapping of nothing": [{ Mappings: { M: {} } }, "Mapping M has nothing in it"],
    "a default that is a list": [{ Parameters: { A: { Type: "String", Default: ["x"] } } }, "its Default has to be"],
    "one name for a parameter and a resource": [
      { Parameters: { One: { Type: "String", Default: "x" } } },
      "One is the name of a parameter and of a resource",
    ],
    "an output described by a number": [{ Outputs: { O: { Value: "1", Description: 5 } } }, "its Description"],
    "a type that every object has": [{ Resources: { A: { Type: "constructor" } } }, "A is of the type constructor"],
    "what every object has, as a resource": [
      { Resources: { A: { ...text("/a", "1"), DependsOn: "constructor" } } },
      "DependsOn names constructor",
    ],
    "what every object has, as a parameter": [
      { Parameters: { constructor: { Type: "String" } } },
      "[constructor] must have values",
    ],
    "a policy of creation": [{ Resources: { A: { ...text("/a", "1"), CreationPolicy: {} } } }, "CreationPolicy"],
    "a policy of updates": [{ Resources: { A: { ...text("/a", "1"), UpdatePolicy: {} } } }, "UpdatePolicy"],
    "a condition that is not there": [
      { Resources: { A: { ...text("/a", "1"), Condition: "None" } } },
      "condition None",
    ],
    ...Object.fromEntries(
      [
        ["{{resolve:ssm:/nothing/here}}", "dynamic reference"],
        [{ Ref: "None" }, "Ref names None"],
        [{ "Fn::Sub": "a ${None} ${!not}" }, "Fn::Sub names None"],
        [{ "Fn::Sub": ["${B}", { C: "1" }] }, "Fn::Sub names B"],
        [{ "Fn::GetAtt": ["None", "Arn"] }, "Fn::GetAtt names None"],
        [{ "Fn::GetAtt": ["One", "Arn"] }, "Fn::GetAtt names Arn of One"],
        [
          { "Fn::Sub": "${One.Nmae}" },
          "Fn::Sub names Nmae of One, which local AWS does not have of AWS::SSM::Parameter",
        ],
        [{ "Fn::GetAtt": "One" }, "Fn::GetAtt takes a resource and an attribute"],
        [{ "Fn::Jion": ["", []] }, "Fn::Jion"],
        [{ "Fn::Join": ["-"] }, "Fn::Join takes a separator and a list"],
        [{ "Fn::FindInMap": ["None", "a", "b"] }, "Fn::FindInMap finds no None.a.b"],
        [{ "Fn::Select": [2, ["a", "b"]] }, "Fn::Select takes an index"],
        [{ "Fn::If": ["None", "a", "b"] }, "condition None"],
      ].map(([value, words]) => [
        `the value ${JSON.stringify(value)}`,
        [{ Resources: { ...Resources, A: text("/a", value as string) } }, words],
      ]),
    ),
  }).map(([name, [part, words]]): [string, object, Partial<CreateChangeSetCommandInput>, string] => [
    name,
    { Resources, ...part },
    {},
    words,
  ]),
  ...Object.entries<[parameter: object, words: string]>({
    "a parameter twice": [{ ParameterKey: "A", ParameterValue: "1" }, "has the key A twice"],
    "a parameter as it was before it was": [
      { ParameterKey: "B", UsePreviousValue: true },
      "not in the previous template",
    ],
    "a parameter as it was and is": [
      { ParameterKey: "B", UsePreviousValue: true, ParameterValue: "1" },
      "Either a value or usePreviousValue",
    ],
    "a parameter that is said to be nothing": [{ ParameterKey: "B" }, "[B] must have values"],
  }).map(([name, [parameter, words]]): [string, object, Partial<CreateChangeSetCommandInput>, string] => [
    name,
    { Resources, Parameters: { A: { Type: "String" }, B: { Type: "String" } } },
    { Parameters: [{ ParameterKey: "A", ParameterValue: "1" }, parameter as never] },
    words,
  ]),
  ["a template beside the one before", { Resources }, { UsePreviousTemplate: true }, "Exactly one of"],
  ["the template before the first", {}, { TemplateBody: undefined, UsePreviousTemplate: true }, "that has a template"],
  [
    "a tag twice",
    { Resources },
    {
      Tags: [
        { Key: "a", Value: "b" },
        { Key: "a", Value: "c" },
      ],
    },
    "must be there once",
  ],
  ["a tag that AWS keeps for itself", { Resources }, { Tags: [{ Key: "aws:a", Value: "b" }] }, "aws:"],
  ["a role without the capability", { Resources: { R: role("lambda.amazonaws.com", []) } }, {}, "CAPABILITY_IAM"],
  ["a role that is not there", { Resources }, { RoleARN: "arn:aws:iam::000000000000:role/none" }, "cannot be assumed"],
  ["an import", { Resources }, { ChangeSetType: "IMPORT" }, "IMPORT"],
  ["what local AWS would ignore", { Resources }, { OnStackFailure: "DELETE" }, "OnStackFailure"],
  ["an update of nothing", { Resources }, { ChangeSetType: "UPDATE" }, "does not exist"],
])("refuses %s", async (_, template, rest, words) => {
  await expect(propose("Refused", template, { ChangeSetType: "CREATE", ...rest })).rejects.toThrow(words);
  await expect(describeStack("Refused")).rejects.toThrow("does not exist");
});

it("a name that another stack exports is refused, until that stack is gone or exports it no more", async () => {
  const exporting = (parameter: string, Name: unknown): object => ({
    Resources: { One: text(parameter, "1") },
    Outputs: { Out: { Value: { "Fn::GetAtt": ["One", "Value"] }, Export: { Name } } },
  });
  const create = { ChangeSetType: "CREATE" } as const;
  expect(await put("Exports", exporting("/e1", "Exports-Out"), create)).toBe("CREATE_COMPLETE");
  const twin = exporting("/e2", { "Fn::Sub": "${AWS::StackName}-Out" });
  expect(await put("Other", twin, create)).toBe("CREATE_COMPLETE");
  const taken = exporting("/e3", "Exports-Out");
  await expect(propose("Third", taken, create)).rejects.toThrow("Exports-Out is already exported by stack Exports");
  // Its own name is no other stack's.
  expect(await put("Exports", exporting("/e4", "Exports-Out"))).toBe("UPDATE_COMPLETE");
  expect(await put("Exports", exporting("/e4", "another"))).toBe("UPDATE_COMPLETE");
  expect(await put("Third", taken, create)).toBe("CREATE_COMPLETE");
});

it("a role is taken only by whom it trusts, and CloudFormation works only in one that may do everything", async () => {
  const all = [{ PolicyName: "all", PolicyDocument: { Statement: { Effect: "Allow", Action: "*", Resource: "*" } } }];
  const template = {
    Resources: {
      Weak: role("cloudformation.amazonaws.com", []),
      Strong: role("cloudformation.amazonaws.com", all),
      Function: role("lambda.amazonaws.com", all),
    },
    Outputs: Object.fromEntries(
      ["Weak", "Strong", "Function"].map((name) => [name, { Value: { "Fn::GetAtt": [name, "Arn"] } }]),
    ),
  };
  const Capabilities = ["CAPABILITY_IAM"] as const;
  expect(await put("Roles", template, { ChangeSetType: "CREATE", Capabilities: [...Capabilities] })).toBe(
    "CREATE_COMPLETE",
  );
  const outputs = (await describeStack("Roles"))?.Outputs ?? [];
  const arnOf = (name: string): string => outputs.find(({ OutputKey }) => OutputKey === name)?.OutputValue ?? "";
  const inRole = (name: string): Promise<string> =>
    propose("InRole", { Resources }, { ChangeSetType: "CREATE", RoleARN: arnOf(name) });
  await expect(inRole("Weak")).rejects.toThrow("may not do everything");
  await expect(inRole("Function")).rejects.toThrow("cannot be assumed");
  expect(await inRole("Strong")).toMatch(/^arn:aws:cloudformation:/);
  const assumed = await callQuery(aws, "sts", {
    Action: "AssumeRole",
    RoleArn: arnOf("Strong"),
    RoleSessionName: "me",
  });
  expect([assumed.status, assumed.text]).toEqual([
    403,
    expect.stringContaining("is not authorized to perform: sts:AssumeRole"),
  ]);
});
