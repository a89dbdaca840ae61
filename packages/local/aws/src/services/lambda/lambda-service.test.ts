import { InvokeCommand, LambdaClient, type InvokeCommandInput } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../../index.ts";
import { functionResources } from "../../testing/function-resources.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

const code = `exports.handler = async (event) => { if (event.fail) throw new RangeError("no"); return { event, version: process.env.AWS_LAMBDA_FUNCTION_VERSION }; };`;

describe("Lambda Invoke", () => {
  const events: LocalEvent[] = [];
  let aws: LocalAws;
  let lambda: LambdaClient;
  let stack: LocalStack;
  beforeAll(async () => {
    aws = await startLocalAws({ onEvent: (event) => events.push(event) });
    lambda = new LambdaClient(sdkConfiguration(aws));
    const Resources = {
      ...functionResources("Echo", code, { FunctionName: "echo" }),
      Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Echo" } } },
      Live: {
        Type: "AWS::Lambda::Alias",
        Properties: {
          FunctionName: { Ref: "Echo" },
          FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] },
          Name: "live",
        },
      },
      ...functionResources("Once", code),
      OnceConfig: {
        Type: "AWS::Lambda::EventInvokeConfig",
        Properties: { FunctionName: { Ref: "Once" }, Qualifier: "$LATEST", MaximumRetryAttempts: 0 },
      },
    };
    stack = await aws.deploy({ cdkOut: writeCdkOut("Invoke", { Resources }) });
  });
  afterAll(() => aws.stop());

  async function invoke(FunctionName: string, payload: unknown, rest: Partial<InvokeCommandInput> = {}) {
    const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload), ...rest }));
    return {
      status: answer.StatusCode,
      error: answer.FunctionError,
      payload: answer.Payload?.length ? (JSON.parse(Buffer.from(answer.Payload).toString()) as unknown) : undefined,
    };
  }

  it("an alias is of a version that there is", async () => {
    const Properties = { FunctionName: "echo", FunctionVersion: "7", Name: "none" };
    const cdkOut = writeCdkOut("Alias", { Resources: { None: { Type: "AWS::Lambda::Alias", Properties } } });
    await expect(aws.deploy({ cdkOut })).rejects.toThrow("version 7 of echo, which does not exist");
  });

  it("answers with what the function returns", async () => {
    expect(await invoke("echo", { a: "ä" })).toEqual({
      status: 200,
      error: undefined,
      payload: { event: { a: "ä" }, version: "$LATEST" },
    });
  });

  it("finds a version and an alias, by qualifier or by ARN", async () => {
    expect(await invoke("echo", {}, { Qualifier: "1" })).toMatchObject({ payload: { version: "1" } });
    const alias = stack.resources.find(({ logicalId }) => logicalId === "Live")!.physicalId;
    expect(alias).toBe("arn:aws:lambda:us-east-1:000000000000:function:echo:live");
    expect(await invoke(alias, {})).toMatchObject({ payload: { version: "1" } });
  });

  it("reports a function's error as one", async () => {
    expect(await invoke("echo", { fail: true })).toMatchObject({
      status: 200,
      error: "Unhandled",
      payload: { errorType: "RangeError", errorMessage: "no" },
    });
  });

  it("takes an event at once and retries it as configured", async () => {
    events.length = 0;
    const name = stack.functions.find(({ logicalId }) => logicalId === "Once")!.functionName;
    expect(await invoke(name, { fail: true }, { InvocationType: "Event" })).toMatchObject({ status: 202 });
    expect(await invoke("echo", { fail: true }, { InvocationType: "Event" })).toMatchObject({ status: 202 });
    const attempts = (logicalId: string): number =>
      events.filter((event) => event.type === "invocation" && event.logicalId === logicalId).length;
    await vi.waitFor(() => expect([attempts("Once"), attempts("Echo")]).toEqual([1, 3]), { timeout: 100_000 });
  });

  it("names a function it does not have, and refuses a payload above 6 MB", async () => {
    await expect(invoke("nobody", {})).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: expect.stringContaining("function:nobody") as string,
    });
    await expect(invoke("echo", "x".repeat(6_300_000))).rejects.toMatchObject({ name: "RequestTooLargeException" });
  });
});
