import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../index.ts";
import { functionResources } from "../testing/function-resources.ts";
import { sdkConfiguration } from "../testing/sdk-configuration.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

// Sends any command of the SDK that Lambda's runtime brings, and reports how it ended.
const code = `
exports.handler = async ({ service, client, command, input }) => {
  const sdk = require("@aws-sdk/client-" + service);
  try {
    const { $metadata, Body, Payload, ...output } = await new sdk[client]({ maxAttempts: 1 }).send(new sdk[command](input));
    return { ok: true, output, body: await Body?.transformToString(), payload: Payload && Buffer.from(Payload).toString(), status: $metadata.httpStatusCode };
  } catch (error) {
    return { ok: false, name: error.name, message: error.message, status: error.$metadata?.httpStatusCode };
  }
};`;

const arn = (service: string, resource: unknown): object => ({
  "Fn::Join": [
    "",
    [
      "arn:",
      { Ref: "AWS::Partition" },
      `:${service}:`,
      { Ref: "AWS::Region" },
      ":",
      { Ref: "AWS::AccountId" },
      ":",
      resource,
    ],
  ],
});
const statements = [
  { Effect: "Allow", Action: ["ssm:GetParameter", "ssm:PutParameter"], Resource: arn("ssm", "parameter/app/*") },
  { Effect: "Deny", Action: "ssm:GetParameter", Resource: arn("ssm", "parameter/app/never") },
  { Effect: "Allow", Action: ["dynamodb:PutItem", "dynamodb:Query"], Resource: { "Fn::GetAtt": ["Table", "Arn"] } },
  {
    Effect: "Allow",
    Action: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGetItem"],
    Resource: { "Fn::GetAtt": ["Rows", "Arn"] },
    Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["own"] } },
  },
  {
    Effect: "Allow",
    Action: "s3:PutObject",
    Resource: { "Fn::Join": ["", [{ "Fn::GetAtt": ["Bucket", "Arn"] }, "/kept/*"]] },
  },
];
const attached = [
  { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: { "Fn::GetAtt": ["Target", "Arn"] } },
  {
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: { "Fn::Join": ["", [{ "Fn::GetAtt": ["Bucket", "Arn"] }, "/*"]] },
  },
];

describe("permission", () => {
  const events: LocalEvent[] = [];
  let aws: LocalAws;
  let stack: LocalStack;
  let names: Record<string, string>;

  beforeAll(async () => {
    aws = await startLocalAws({ onEvent: (event) => events.push(event) });
    const Resources = {
      Bucket: { Type: "AWS::S3::Bucket", Properties: {} },
      BucketPolicy: {
        Type: "AWS::S3::BucketPolicy",
        Properties: {
          Bucket: { Ref: "Bucket" },
          PolicyDocument: {
            Statement: [
              {
                Effect: "Deny",
                Principal: { AWS: "*" },
                Action: "s3:*",
                Resource: "*",
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
              {
                Effect: "Allow",
                Principal: { AWS: { "Fn::GetAtt": ["CallerRole", "Arn"] } },
                Action: "s3:DeleteObject",
                Resource: "*",
              },
            ],
          },
        },
      },
      Rows: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        },
      },
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
          GlobalSecondaryIndexes: [
            {
              IndexName: "other",
              KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
              Projection: { ProjectionType: "ALL" },
            },
          ],
        },
      },
      Attached: {
        Type: "AWS::IAM::Policy",
        Properties: { PolicyName: "Attached", PolicyDocument: { Statement: attached }, Roles: [{ Ref: "CallerRole" }] },
      },
      ...functionResources("Caller", code, { statements }),
      ...functionResources("Target", "exports.handler = async (event) => ({ got: event })"),
    };
    stack = await aws.deploy({ cdkOut: writeCdkOut("Permissions", { Resources }) });
    names = Object.fromEntries(stack.resources.map(({ logicalId, physicalId }) => [logicalId, physicalId]));
    const admin = new SSMClient(sdkConfiguration(aws));
    for (const Name of ["/app/token", "/app/never", "/other"])
      await admin.send(new PutParameterCommand({ Name, Value: "v", Type: "SecureString" }));
  });
  afterAll(() => aws.stop());
  beforeEach(() => {
    events.length = 0;
  });

  async function call(
    service: string,
    client: string,
    command: string,
    input: object,
  ): Promise<Record<string, unknown>> {
    return (await stack.invoke("Caller", { service, client: `${client}Client`, command: `${command}Command`, input }))
      .payload as Record<string, unknown>;
  }
  const denials = (): object[] => events.filter(({ type }) => type === "denied");

  it("lets a function do what its role allows, through the SDK, in its own process", async () => {
    expect(await call("ssm", "SSM", "GetParameter", { Name: "/app/token", WithDecryption: true })).toMatchObject({
      ok: true,
      output: { Parameter: { Value: "v" } },
    });
    expect(
      await call("dynamodb", "DynamoDB", "PutItem", { TableName: names["Table"], Item: { pk: { S: "1" } } }),
    ).toMatchObject({ ok: true });
    expect(
      await call("s3", "S3", "PutObject", { Bucket: names["Bucket"], Key: "kept/one", Body: "text" }),
    ).toMatchObject({ ok: true });
    expect(await call("s3", "S3", "GetObject", { Bucket: names["Bucket"], Key: "kept/one" })).toMatchObject({
      ok: true,
      body: "text",
    });
    expect(
      await call("lambda", "Lambda", "Invoke", { FunctionName: names["Target"], Payload: '{"a":1}' }),
    ).toMatchObject({ ok: true, payload: '{"got":{"a":1}}' });
    expect(denials()).toEqual([]);
  });

  it("refuses what it does not, in each service's own error, and says who asked for what", async () => {
    const principal = `arn:aws:sts::000000000000:assumed-role/${names["CallerRole"]}/${names["Caller"]}`;
    const table = `arn:aws:dynamodb:us-east-1:000000000000:table/${names["Table"]}`;
    const cases: [string, string, string, object, string, string, number][] = [
      [
        "ssm",
        "SSM",
        "GetParameter",
        { Name: "/other" },
        "ssm:GetParameter",
        "arn:aws:ssm:us-east-1:000000000000:parameter/other",
        400,
      ],
      [
        "dynamodb",
        "DynamoDB",
        "GetItem",
        { TableName: names["Table"], Key: { pk: { S: "1" } } },
        "dynamodb:GetItem",
        table,
        400,
      ],
      [
        "lambda",
        "Lambda",
        "Invoke",
        { FunctionName: names["Caller"] },
        "lambda:InvokeFunction",
        `arn:aws:lambda:us-east-1:000000000000:function:${names["Caller"]}`,
        403,
      ],
    ];
    for (const [service, client, command, input, action, resource, status] of cases) {
      const message = `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
      expect(await call(service, client, command, input)).toEqual({
        ok: false,
        name: "AccessDeniedException",
        message,
        status,
      });
      expect(denials().at(-1)).toEqual({ type: "denied", principal, action, resource });
    }
    expect(await call("s3", "S3", "PutObject", { Bucket: names["Bucket"], Key: "elsewhere", Body: "x" })).toMatchObject(
      { ok: false, name: "AccessDenied", status: 403 },
    );
  });

  it("judges an index by its own name, not the table's", async () => {
    const query = {
      TableName: names["Table"],
      KeyConditionExpression: "pk = :p",
      ExpressionAttributeValues: { ":p": { S: "1" } },
    };
    expect(await call("dynamodb", "DynamoDB", "Query", query)).toMatchObject({ ok: true });
    expect(await call("dynamodb", "DynamoDB", "Query", { ...query, IndexName: "other" })).toMatchObject({
      ok: false,
      name: "AccessDeniedException",
    });
  });

  it("lets an explicit deny win", async () => {
    expect(await call("ssm", "SSM", "GetParameter", { Name: "/app/never" })).toMatchObject({
      ok: false,
      message: expect.stringContaining("explicit deny") as string,
    });
  });

  it("does not tell that an object is missing to a caller who may not list", async () => {
    expect(await call("s3", "S3", "GetObject", { Bucket: names["Bucket"], Key: "none" })).toMatchObject({
      ok: false,
      name: "AccessDenied",
    });
  });

  it("adds what a bucket's own policy allows", async () => {
    expect(await call("s3", "S3", "DeleteObject", { Bucket: names["Bucket"], Key: "kept/one" })).toMatchObject({
      ok: true,
    });
  });

  it("knows nobody by an invented access key", async () => {
    const stranger = new SSMClient({
      ...sdkConfiguration(aws),
      credentials: { accessKeyId: "AKIAAAAAAAAAAAAAAAAA", secretAccessKey: "x" },
    });
    await expect(stranger.send(new GetParameterCommand({ Name: "/app/token" }))).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
  });

  it("says which services it runs when another is called", async () => {
    const response = await fetch(aws.endpoint, {
      method: "POST",
      headers: {
        authorization:
          "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=x",
      },
    });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining(
        "does not run the service kinesis; it runs cloudformation, sts, monitoring, sns, sqs, ssm, dynamodb, s3, iam, lambda",
      ),
    ]);
  });

  it("keeps a function to the rows its role names", async () => {
    const get = async (pk: string) =>
      call("dynamodb", "DynamoDB", "GetItem", { TableName: names["Rows"], Key: { pk: { S: pk } } });
    const query = async (pk: string) =>
      call("dynamodb", "DynamoDB", "Query", {
        TableName: names["Rows"],
        KeyConditionExpression: "#p = :p",
        ExpressionAttributeNames: { "#p": "pk" },
        ExpressionAttributeValues: { ":p": { S: pk } },
      });
    const batch = async (...keys: string[]) =>
      call("dynamodb", "DynamoDB", "BatchGetItem", {
        RequestItems: { [names["Rows"]!]: { Keys: keys.map((pk) => ({ pk: { S: pk } })) } },
      });
    expect(await query("own")).toMatchObject({ ok: true });
    expect(await query("other")).toMatchObject({ ok: false, name: "AccessDeniedException" });
    expect(await batch("own")).toMatchObject({ ok: true });
    expect(await batch("own", "other")).toMatchObject({ ok: false, name: "AccessDeniedException" });
    expect(await get("own")).toMatchObject({ ok: true });
    expect(await get("other")).toMatchObject({ ok: false, name: "AccessDeniedException" });
  });
});
