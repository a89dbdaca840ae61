import {
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdated,
  waitUntilPublishedVersionActive,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";

import { startLocalAws, type LocalAws } from "../../index.ts";
import { functionResources } from "../../testing/function-resources.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

const code = `exports.handler = async () => [process.env.WORD, process.env.AWS_LAMBDA_FUNCTION_VERSION];`;
const FunctionName = "teller";
const toLive = { FunctionName, Name: "live" };
let aws: LocalAws;
let lambda: LambdaClient;
beforeAll(async () => {
  aws = await startLocalAws();
  lambda = new LambdaClient(sdkConfiguration(aws));
});
afterAll(() => aws.stop());

// Each test begins with version 1, to which the alias leads.
let deployments = 0;
beforeEach(async () => {
  deployments++;
  const version = `Version${deployments}`;
  const Resources = {
    ...functionResources("Teller", code, { FunctionName, Environment: { Variables: { WORD: `a${deployments}` } } }),
    [version]: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Teller" } } },
    Live: {
      Type: "AWS::Lambda::Alias",
      Properties: {
        ...toLive,
        FunctionName: { Ref: "Teller" },
        FunctionVersion: { "Fn::GetAtt": [version, "Version"] },
      },
    },
  };
  await aws.deploy({ cdkOut: writeCdkOut("Change", { Resources }) });
});

const latest = (): Promise<{ RevisionId?: string; LastUpdateStatus?: string }> =>
  lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
const setWord = (WORD: string): Promise<{ RevisionId?: string; LastUpdateStatus?: string }> =>
  lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables: { WORD } } }));
const updated = (): Promise<unknown> =>
  waitUntilFunctionUpdated({ client: lambda, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 }, { FunctionName });
async function answerOf(Qualifier: string): Promise<unknown> {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Qualifier }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

it("a change reaches the callers of an alias when a version of it is published and the alias leads there", async () => {
  const { FunctionVersion: before } = await lambda.send(new GetAliasCommand(toLive));
  expect(await setWord("b")).toMatchObject({ LastUpdateStatus: "InProgress" });
  await updated();
  expect([await answerOf("$LATEST"), await answerOf("live")]).toEqual([
    ["b", "$LATEST"],
    [`a${deployments}`, before],
  ]);
  const { Version, CodeSha256 } = await lambda.send(new PublishVersionCommand({ FunctionName }));
  await waitUntilPublishedVersionActive({ client: lambda, maxWaitTime: 30 }, { FunctionName, Qualifier: Version });
  const moved = await lambda.send(new UpdateAliasCommand({ ...toLive, FunctionVersion: Version! }));
  expect(moved).toMatchObject({
    AliasArn: "arn:aws:lambda:us-east-1:000000000000:function:teller:live",
    Name: "live",
    FunctionVersion: Version,
  });
  expect(await lambda.send(new GetAliasCommand(toLive))).toMatchObject({ FunctionVersion: Version });
  expect(await answerOf("live")).toEqual(["b", Version]);
  expect(CodeSha256).toMatch(/^[\w+/]{43}=$/);
});

it("what has not changed since the last version is that version", async () => {
  const { FunctionVersion } = await lambda.send(new GetAliasCommand(toLive));
  expect(await lambda.send(new PublishVersionCommand({ FunctionName }))).toMatchObject({ Version: FunctionVersion });
  await setWord("c");
  await updated();
  const { Version } = await lambda.send(new PublishVersionCommand({ FunctionName }));
  expect(Number(Version)).toBe(Number(FunctionVersion) + 1);
  expect(await lambda.send(new PublishVersionCommand({ FunctionName }))).toMatchObject({ Version });
});

it("while a change is under way the next one and a version are refused", async () => {
  await setWord("d");
  expect(await latest()).toMatchObject({ LastUpdateStatus: "InProgress" });
  const conflict = { name: "ResourceConflictException", $metadata: { httpStatusCode: 409 } };
  await expect(setWord("e")).rejects.toMatchObject(conflict);
  await expect(lambda.send(new PublishVersionCommand({ FunctionName }))).rejects.toMatchObject(conflict);
  await updated();
  expect(await latest()).toMatchObject({ LastUpdateStatus: "Successful" });
});

it("a caller who saw another state is refused, and so is one who means other code", async () => {
  const changed = { name: "PreconditionFailedException", $metadata: { httpStatusCode: 412 } };
  const { RevisionId } = await latest();
  const alias = await lambda.send(new GetAliasCommand(toLive));
  await setWord("f");
  await updated();
  expect((await latest()).RevisionId).not.toBe(RevisionId);
  const command = new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 256, RevisionId });
  await expect(lambda.send(command)).rejects.toMatchObject(changed);
  await expect(lambda.send(new PublishVersionCommand({ FunctionName, RevisionId }))).rejects.toMatchObject(changed);
  await lambda.send(new UpdateAliasCommand({ ...toLive, RevisionId: alias.RevisionId, FunctionVersion: "$LATEST" }));
  const late = new UpdateAliasCommand({ ...toLive, RevisionId: alias.RevisionId, FunctionVersion: "$LATEST" });
  await expect(lambda.send(late)).rejects.toMatchObject(changed);
  await expect(lambda.send(new PublishVersionCommand({ FunctionName, CodeSha256: "b" }))).rejects.toMatchObject({
    name: "InvalidParameterValueException",
  });
});

it("a change leaves what it does not name, and what Lambda would not take is refused", async () => {
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 256, Timeout: 7 }));
  await updated();
  expect(await latest()).toMatchObject({
    MemorySize: 256,
    Timeout: 7,
    Environment: { Variables: { WORD: `a${deployments}` } },
  });
  const set = (Variables: Record<string, string>): Promise<unknown> =>
    lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  await expect(set({ AWS_REGION: "eu-west-1" })).rejects.toThrow("reserved keys");
  await expect(set({ LONG: "x".repeat(4_090) })).rejects.toThrow("exceeded the 4KB limit");
  await expect(set({ "A-B": "x" })).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  const role = new UpdateFunctionConfigurationCommand({ FunctionName, Role: "arn:aws:iam::000000000000:role/other" });
  await expect(lambda.send(role)).rejects.toThrow("does not serve UpdateFunctionConfiguration with Role");
});

it("an alias or version that is not there is named", async () => {
  await expect(lambda.send(new GetAliasCommand({ FunctionName, Name: "blue" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Cannot find alias arn: arn:aws:lambda:us-east-1:000000000000:function:teller:blue",
  });
  const gone = new UpdateAliasCommand({ ...toLive, FunctionVersion: "99" });
  await expect(lambda.send(gone)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  const ofVersion = new PublishVersionCommand({ FunctionName: `${FunctionName}:live` });
  await expect(lambda.send(ofVersion)).rejects.toMatchObject({ name: "InvalidParameterValueException" });
});
