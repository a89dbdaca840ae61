import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";

import { startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../../index.ts";
import { functionResources } from "../../testing/function-resources.ts";
import { httpApiResources } from "../../testing/http-api-resources.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

const code = `exports.handler = async () => "ok"; // äöü`;
const events: LocalEvent[] = [];
let aws: LocalAws;
let lambda: LambdaClient;
let stack: LocalStack;
beforeAll(async () => {
  aws = await startLocalAws({ onEvent: (event) => events.push(event) });
  lambda = new LambdaClient(sdkConfiguration(aws));
  const Resources = {
    ...functionResources("Echo", code, { FunctionName: "echo", Environment: { Variables: { AA: "b" } } }),
    Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Echo" } } },
    ...functionResources("None", code, { FunctionName: "none", ReservedConcurrentExecutions: 0 }),
    ...httpApiResources({ "POST /none": "None" }),
  };
  stack = await aws.deploy({ cdkOut: writeCdkOut("Describe", { Resources }) });
});
afterAll(() => aws.stop());

// The first entry of a zip, read by its local header.
function firstEntry(zip: Buffer): { name: string; text: string } {
  const [packedBytes, nameBytes] = [zip.readUInt32LE(18), zip.readUInt16LE(26)];
  const start = 30 + nameBytes;
  return {
    name: zip.subarray(30, start).toString(),
    text: inflateRawSync(zip.subarray(start, start + packedBytes)).toString(),
  };
}

it("describes a function and its versions, with a URL from which the code can be fetched as a zip", async () => {
  const latest = await lambda.send(new GetFunctionCommand({ FunctionName: "echo" }));
  expect(latest.Configuration).toMatchObject({
    FunctionName: "echo",
    Version: "$LATEST",
    Environment: { Variables: { AA: "b" } },
    LoggingConfig: { LogGroup: "/aws/lambda/echo", LogFormat: "Text" },
    CodeSha256: expect.stringMatching(/^[\w+/]{43}=$/) as string,
  });
  const response = await fetch(latest.Code!.Location!);
  expect(response.headers.get("content-type")).toBe("application/zip");
  expect(firstEntry(Buffer.from(await response.arrayBuffer()))).toEqual({ name: "index.js", text: code });
  expect((await fetch(`${aws.endpoint}/lambda-code/made-up`)).status).toBe(403);
  const version = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "echo", Qualifier: "1" }));
  expect(version).toMatchObject({ Version: "1", CodeSha256: latest.Configuration!.CodeSha256! });
  await expect(lambda.send(new GetFunctionCommand({ FunctionName: "echo", Qualifier: "9" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

it("throttles what is beyond a function's reserved concurrency, and says so as an event", async () => {
  await expect(lambda.send(new InvokeCommand({ FunctionName: "none" }))).rejects.toMatchObject({
    name: "TooManyRequestsException",
  });
  const { functionName, logicalId } = stack.functions.find((one) => one.functionName === "none")!;
  expect(events).toContainEqual({ type: "throttle", functionName, logicalId });
  expect((await lambda.send(new InvokeCommand({ FunctionName: "echo" }))).StatusCode).toBe(200);
});

it("honours the template's reserved concurrency, which the HTTP API's caller meets as a 500", async () => {
  const response = await fetch(`${stack.apiUrl}/none`, { method: "POST" });
  expect(response.status).toBe(500);
  expect(events).toContainEqual(
    expect.objectContaining({
      type: "throttle",
      functionName: "none",
      apiRequestId: response.headers.get("apigw-requestid"),
    }),
  );
});
