import { createHash } from "node:crypto";
import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Account } from "../account.ts";
import { startLocalAws, type LocalAws } from "../index.ts";
import type { Stacks } from "../stack/stacks.ts";
import { functionResources } from "../testing/function-resources.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";
import { createServices } from "./services.ts";

const services = createServices(
  {} as Account,
  {} as Stacks,
  { issue: () => "", receive: () => ({ status: 0 }) },
  () => ({}),
);
let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
  const Resources = {
    ...functionResources("Echo", "exports.handler = async () => 1", { FunctionName: "echo" }),
    Files: { Type: "AWS::S3::Bucket", Properties: { BucketName: "files" } },
    Rows: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        TableName: "rows",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        BillingMode: "PAY_PER_REQUEST",
      },
    },
  };
  await aws.deploy({ cdkOut: writeCdkOut("Malformed", { Resources }) });
});
const agent = new Agent({ keepAlive: true });
afterAll(() => {
  agent.destroy();
  return aws.stop();
});

interface Call {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Sends a call as it is, through no client that would mend it. */
async function send(service: string, { method = "POST", path = "/", headers = {}, body = "" }: Call) {
  const { hostname, port } = new URL(aws.endpoint);
  const authorization = `AWS4-HMAC-SHA256 Credential=${aws.adminCredentials.accessKeyId}/20260101/us-east-1/${service}/aws4_request`;
  const usual = {
    authorization,
    "content-length": Buffer.byteLength(body),
    "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    ...(path.endsWith("?delete") && { "content-md5": createHash("md5").update(body).digest("base64") }),
  };
  const outgoing = request({ hostname, port, method, path, agent, headers: { ...usual, ...headers } });
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, text };
}

const json = {
  ssm: "AmazonSSM",
  sqs: "AmazonSQS",
  dynamodb: "DynamoDB_20120810",
  logs: "Logs_20140328",
  monitoring: "GraniteServiceVersion20100801",
} as const;
const ofService = (service: string): readonly string[] => services[service]!.operations;
const jsonOperations = Object.entries(json).flatMap(([service, prefix]) =>
  ofService(service).map((operation) => ({
    service,
    operation,
    headers: { "x-amz-target": `${prefix}.${operation}` },
  })),
);
const queryOperations = ["cloudformation", "sts", "sns", "iam"].flatMap((service) =>
  ofService(service).map((operation) => ({ service, operation })),
);
const functions = "/2015-03-31/functions/echo";
/** How the operations of the services that go by method and path are called. */
const rest: Record<string, Record<string, Call>> = {
  lambda: {
    Invoke: { path: `${functions}/invocations` },
    GetFunction: { method: "GET", path: functions },
    GetFunctionConfiguration: { method: "GET", path: `${functions}/configuration` },
    UpdateFunctionConfiguration: { method: "PUT", path: `${functions}/configuration` },
    PublishVersion: { path: `${functions}/versions` },
    GetAlias: { method: "GET", path: `${functions}/aliases/live` },
    UpdateAlias: { method: "PUT", path: `${functions}/aliases/live` },
    GetEventSourceMapping: { method: "GET", path: "/2015-03-31/event-source-mappings/0-1" },
    UpdateEventSourceMapping: { method: "PUT", path: "/2015-03-31/event-source-mappings/0-1" },
  },
  s3: {
    ListBuckets: { method: "GET", path: "/" },
    HeadBucket: { method: "HEAD", path: "/files" },
    DeleteObjects: { path: "/files?delete" },
    GetBucketLocation: { method: "GET", path: "/files?location" },
    GetBucketTagging: { method: "GET", path: "/files?tagging" },
    ListObjectVersions: { method: "GET", path: "/files?versions" },
    ListObjectsV2: { method: "GET", path: "/files?list-type=2" },
    CreateMultipartUpload: { path: "/files/a?uploads" },
    UploadPart: { method: "PUT", path: "/files/a?uploadId=1&partNumber=1" },
    CompleteMultipartUpload: { path: "/files/a?uploadId=1" },
    AbortMultipartUpload: { method: "DELETE", path: "/files/a?uploadId=1" },
    CopyObject: { method: "PUT", path: "/files/a", headers: { "x-amz-copy-source": "/files/b" } },
    PutObject: { method: "PUT", path: "/files/a" },
    GetObject: { method: "GET", path: "/files/a" },
    HeadObject: { method: "HEAD", path: "/files/a" },
    DeleteObject: { method: "DELETE", path: "/files/a" },
  },
};
const restOperations = Object.entries(rest).flatMap(([service, calls]) =>
  Object.entries(calls).map(([operation, call]) => ({ service, operation, call })),
);

it("every operation of every service is among those that are tried here", () => {
  const tried = [...jsonOperations, ...queryOperations, ...restOperations];
  for (const [service, { operations }] of Object.entries(services))
    expect(tried.filter((one) => one.service === service).map(({ operation }) => operation)).toEqual(operations);
});

const deep = "[".repeat(20_000);
const garbage: readonly (string | Buffer)[] = [
  "{",
  "null",
  "[]",
  "1",
  '"x"',
  "true",
  deep,
  `{"a":${deep}`,
  "<x/>",
  "a=b&a=b&=&%",
  "a.b=1&a=2",
  "\u0000",
  Buffer.from([0x7b, 0xff, 0xfe, 0x22, 0x7d]),
];

describe.each(jsonOperations)("$service $operation", ({ service, headers }) => {
  it("refuses garbage, and goes on", async () => {
    for (const body of garbage) {
      const { status, text } = await send(service, { headers, body });
      expect([status, String(body).slice(0, 20), JSON.parse(text)]).toEqual([
        400,
        String(body).slice(0, 20),
        expect.objectContaining({ __type: expect.stringMatching(/SerializationException$/) as string }) as object,
      ]);
    }
  });

  it("refuses a member that it does not know by its name, and values of other types", async () => {
    const unknown = await send(service, { headers, body: '{"Nobody":1}' });
    expect(unknown).toMatchObject({ status: 400, text: expect.stringContaining("Nobody") as string });
    for (const value of [7, "x", true, [], {}, [null], { a: {} }, "y".repeat(70_000), -1, 1e300]) {
      const given = { Name: value, Names: value, TableName: value, Key: value, Item: value, RequestItems: value };
      const body = JSON.stringify({ ...given, Nobody: value, limit: value, MaxResults: value });
      const { status, text } = await send(service, { headers, body });
      expect([status, JSON.parse(text)]).toEqual([
        400,
        expect.objectContaining({ __type: expect.anything() as string }),
      ]);
    }
  });

  it("takes its own target by POST only", async () => {
    const target = headers["x-amz-target"];
    const wrong: Call[] = [
      { headers: { "x-amz-target": target.replace(/^\w+/, "Other") } },
      { headers: { "x-amz-target": `${target}.x` } },
      { headers, method: "GET" },
      { headers, path: "/x" },
      { headers: {} },
    ];
    for (const call of wrong)
      expect(await send(service, call)).toMatchObject({
        status: 400,
        text: expect.stringContaining("UnknownOperationException") as string,
      });
  });
});

describe.each(queryOperations)("$service $operation", ({ service, operation }) => {
  it("refuses garbage, fields that it does not know, and structures where there are none", async () => {
    const of = (fields: string): string => `Action=${operation}&${fields}`;
    for (const [body, words] of [
      [of("Nobody=1"), "Nobody"],
      [of("Nobody.member.1.x=1"), "Nobody"],
      [of("Nobody=1&Version=1999-01-01"), "1999-01-01"],
      [of("StackName.a=1&RoleArn.a=1&TopicArn.a=1&PolicySourceArn.a=1&ChangeSetName.a=1&NextToken.a=1"), "<Error>"],
      [of("a=1&a=2"), "cannot be read"],
      [of("a=1&a.b=2"), "cannot be read"],
      [of("..=1"), "cannot be read"],
      [`Action=${operation}x`, "InvalidAction"],
      ["", "MissingAction"],
      ["{}", "MissingAction"],
    ] as const) {
      const { status, text } = await send(service, { body });
      expect([body, status, text]).toEqual([body, 400, expect.stringContaining(words)]);
      expect(text).toMatch(/<ErrorResponse [^]*<Code>\w+<\/Code>[^]*<RequestId>/);
    }
    expect(await send(service, { method: "GET", body: of("") })).toMatchObject({ status: 404 });
  });
});

describe.each(restOperations)("$service $operation", ({ service, call }) => {
  const refused = service === "s3" ? 501 : 400;
  const told = (name: string): object =>
    call.method === "HEAD" ? {} : { text: expect.stringContaining(name) as string };

  it("refuses what it does not know by its name", async () => {
    const separator = call.path!.includes("?") ? "&" : "?";
    const query = await send(service, { ...call, path: `${call.path}${separator}nobody=1` });
    expect(query).toMatchObject({ status: refused, ...told("nobody") });
    const header = await send(service, { ...call, headers: { ...call.headers, "x-amz-nobody": "1" } });
    expect(header).toMatchObject({ status: refused, ...told("x-amz-nobody") });
  });

  it("never fails at garbage", async () => {
    for (const body of [...garbage, "<Delete><Object><Key>a</Key></Object></Delete>x", "&#xffffff;"]) {
      const { status } = await send(service, { ...call, body });
      expect([status < 500, status, String(body).slice(0, 20)]).toEqual([true, status, String(body).slice(0, 20)]);
    }
    const broken = await send(service, { ...call, path: call.path!.replace(/files|echo|0-1/, "%E0%A4%A") });
    expect(broken.status).toBe(call.path === "/" ? 200 : 400);
  });
});

describe("values that AWS does not take", () => {
  const part = "/files/a?uploadId=1&partNumber=";
  const elsewhere = (region: string, accountId: string): string =>
    `/2015-03-31/functions/arn:aws:lambda:${region}:${accountId}:function:echo`;
  const streaming = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  const framed = "5\r\nhello\r\n0\r\n\r\n";
  const trailer = "x-amz-checksum-crc32";
  const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
  const upload = (content: string, body: string, rest: Record<string, string> = {}): Call => ({
    method: "PUT",
    path: "/files/a",
    headers: { "x-amz-content-sha256": content, ...rest },
    body,
  });
  it.each<readonly [service: string, call: Call, code: string]>([
    ["s3", { method: "GET", path: "/files" }, "NotImplemented"],
    [
      "s3",
      { path: "/files?delete", body: Buffer.from("<Delete><Object><Key>\xFF</Key></Object></Delete>", "latin1") },
      "MalformedXML",
    ],
    ["cloudformation", { body: Buffer.from("Action=DescribeStacks&StackName=\xFF", "latin1") }, "MalformedQueryString"],
    ["cloudformation", { body: "Action=DescribeStacks&StackName=%FF" }, "MalformedQueryString"],
    ["cloudformation", { body: "Action=ListStacks&NextToken=MTA=" }, "ValidationError"],
    ["cloudformation", { body: "Action=ListStacks&NextToken=M*TA" }, "ValidationError"],
    ["s3", { method: "GET", path: "/files?list-type=3" }, "InvalidArgument"],
    ["s3", { method: "GET", path: "/files?list-type=2&max-keys=x" }, "InvalidArgument"],
    ["s3", { method: "GET", path: "/files?list-type=2&max-keys=-1" }, "InvalidArgument"],
    ["s3", { method: "GET", path: "/files?list-type=2&encoding-type=base64" }, "InvalidArgument"],
    ["s3", { method: "GET", path: "/files?list-type=2&continuation-token=%25" }, "InvalidArgument"],
    ["s3", { method: "PUT", path: `${part}0` }, "InvalidArgument"],
    ["s3", { method: "PUT", path: `${part}10001` }, "InvalidArgument"],
    ["s3", { method: "PUT", path: "/files/a", headers: { "x-amz-storage-class": "COLD" } }, "InvalidArgument"],
    ["s3", { method: "PUT", path: "/files/a", headers: { "x-amz-storage-class": "GLACIER" } }, "NotImplemented"],
    ["s3", { method: "PUT", path: "/files/a", headers: { "x-amz-checksum-sha1": "x" } }, "NotImplemented"],
    ["s3", { method: "PUT", path: "/files/a", headers: { "if-none-match": "x" } }, "InvalidArgument"],
    ["s3", { method: "PUT", path: "/files/a", headers: { "x-amz-meta-a": "x".repeat(2048) } }, "MetadataTooLarge"],
    ["s3", { method: "PUT", path: `/files/${"%C3%A4".repeat(513)}` }, "KeyTooLongError"],
    ["s3", { method: "PUT", path: "/files/a", headers: { "x-amz-copy-source": "%" } }, "InvalidArgument"],
    ["s3", { method: "PUT", path: "/files/a", headers: { "x-amz-copy-source": "none" } }, "NoSuchBucket"],
    ["s3", { method: "PUT", path: "/another" }, "NotImplemented"],
    ["s3", { method: "PUT", path: "/another/a" }, "NoSuchBucket"],
    [
      "s3",
      {
        method: "PUT",
        path: "/files/a",
        headers: { "x-amz-content-sha256": streaming, "x-amz-decoded-content-length": "5" },
        body: "-5\r\nhello\r\n0\r\n",
      },
      "IncompleteBody",
    ],
    ["s3", upload(streaming, framed), "MissingContentLength"],
    [
      "s3",
      upload(streaming, framed, { "x-amz-decoded-content-length": "5", "x-amz-trailer": trailer }),
      "MalformedTrailer",
    ],
    ["s3", upload("STREAMING-X", framed), "InvalidArgument"],
    ["s3", upload("", "hello"), "InvalidArgument"],
    ["s3", upload(sha256("hello").toUpperCase(), "hello"), "InvalidArgument"],
    ["s3", upload(sha256("hello"), "hellO"), "XAmzContentSHA256Mismatch.*<S3ComputedContentSHA256>"],
    ["s3", upload(sha256("hello"), ""), "XAmzContentSHA256Mismatch"],
    ["s3", { path: "/files?delete", body: "<Delete/>", headers: { "x-amz-content-sha256": sha256("") } }, "Mismatch"],
    ["s3", { method: "GET", path: "/files", headers: { "x-amz-content-sha256": sha256("a") } }, "Mismatch"],
    [
      "s3",
      { path: "/files?delete", body: "<Delete><Object><Key>a</Key><ETag>x</ETag></Object></Delete>" },
      "MalformedXML",
    ],
    ["s3", { path: "/files?delete", body: "<Delete><Object></Object></Delete>" }, "MalformedXML"],
    ["s3", { path: "/files?delete&x-id=D", body: "<Delete><Object><Key>a</Key></Object></Delete>" }, "Content-MD5"],
    ["s3", { method: "GET", path: "/files?versions&version-id-marker=a" }, "without a key marker"],
    ["s3", { method: "GET", path: "/files/a?versionId=a" }, "Invalid version id specified"],
    ["s3", { method: "DELETE", path: "/files/a?versionId=a" }, "Invalid version id specified"],
    [
      "s3",
      upload("UNSIGNED-PAYLOAD", "x", { "x-amz-sdk-checksum-algorithm": "CRC32" }),
      "no corresponding x-amz-checksum",
    ],
    ["s3", { method: "PATCH", path: "/files/a" }, "MethodNotAllowed"],
    ["s3", { method: "PUT", path: "/files?acl" }, "MethodNotAllowed"],
    [
      "s3",
      { method: "GET", path: "/files", headers: { "x-amz-expected-bucket-owner": "111111111111" } },
      "AccessDenied",
    ],
    [
      "lambda",
      { path: `${functions}/invocations`, headers: { "x-amz-invocation-type": "Soon" } },
      "InvocationType|x-amz-invocation-type",
    ],
    ["lambda", { path: `${functions}/invocations`, headers: { "x-amz-log-type": "Tail" } }, "x-amz-log-type"],
    ["lambda", { path: `${functions}/invocations`, body: Buffer.from([0x22, 0xff, 0x22]) }, "UTF-8"],
    ["lambda", { path: `${elsewhere("us-east-1", "111111111111")}/invocations` }, "Function not found"],
    ["lambda", { method: "GET", path: elsewhere("eu-west-1", "000000000000") }, "Function not found"],
    ["lambda", { path: `${functions}/invocations?Qualifier=a%20b` }, "Qualifier"],
    ["lambda", { path: `${functions}:1/invocations?Qualifier=2` }, "does not match the specified qualifier"],
    ["lambda", { path: `${functions}:live:1/invocations` }, "FunctionName"],
    ["lambda", { method: "GET", path: "/2015-03-31/functions/a%20b" }, "FunctionName"],
    [
      "lambda",
      { path: `${functions}/invocations`, headers: { "x-amz-invocation-type": "DryRun" } },
      "DryRun|does not serve",
    ],
    ["lambda", { method: "GET", path: "/2015-03-31/functions" }, "not GET"],
    ["lambda", { method: "GET", path: `${functions}/aliases/7` }, "Name"],
    ["lambda", { path: `${functions}/versions`, body: Buffer.from("[") }, "has to be an object"],
    ["lambda", { path: `${functions}/versions`, body: Buffer.from("[]") }, "has to be an object"],
  ])("%s refuses %j", async (service, call, words) => {
    const { status, text } = await send(service, call);
    expect([status >= 400 && (status < 500 || status === 501), text]).toEqual([true, expect.stringMatching(words)]);
  });

  const target = (service: keyof typeof json, operation: string): Record<string, string> => ({
    "x-amz-target": `${json[service]}.${operation}`,
  });
  const parameter = { Name: "/a", Value: "x", Type: "String" };
  const nameFilter = { Key: "Name", Values: ["/a"] };
  const key = { pk: { S: "a" } };
  const queue = "http://a/000000000000/jobs";
  it.each<readonly [service: keyof typeof json, operation: string, input: object, words: string]>([
    ["ssm", "PutParameter", { ...parameter, Value: "a {{ssm:/b}} c" }, "nest"],
    ["ssm", "PutParameter", { ...parameter, Tier: "Huge" }, "enum value set"],
    ["ssm", "PutParameter", { ...parameter, Type: "Number" }, "enum value set"],
    ["ssm", "PutParameter", { ...parameter, DataType: "aws:ec2:image" }, "DataType"],
    ["ssm", "PutParameter", { ...parameter, Policies: "[]" }, "Policies"],
    ["ssm", "PutParameter", { ...parameter, Description: "x".repeat(1025) }, "1024"],
    ["ssm", "PutParameter", { ...parameter, AllowedPattern: "(" }, "InvalidAllowedPattern"],
    ["ssm", "PutParameter", { ...parameter, KeyId: "a b", Type: "SecureString" }, "pattern"],
    ["ssm", "PutParameter", { ...parameter, Tags: [{ Key: "", Value: "" }] }, "Tags.0.Key"],
    ["ssm", "PutParameter", { ...parameter, Name: `/${"x".repeat(1011)}` }, "1011"],
    [
      "ssm",
      "PutParameter",
      {
        ...parameter,
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "a", Value: "2" },
        ],
      },
      "must be there once",
    ],
    ["ssm", "PutParameter", { ...parameter, Tags: [{ Key: "aws:a", Value: "" }] }, "aws:"],
    ["ssm", "GetParameter", { Name: "/a:1:2" }, "Invalid parameter name"],
    ["ssm", "GetParameter", { Name: "/a:" }, "Invalid parameter name"],
    ["ssm", "GetParameters", { Names: ["/a b"] }, "Invalid parameter name"],
    ["ssm", "GetParameter", { Name: "arn:aws:ssm:eu-west-1:000000000000:parameter/files" }, "ParameterNotFound"],
    ["ssm", "GetParameter", { Name: "arn:aws:ssm:us-east-1:111111111111:parameter/files" }, "ParameterNotFound"],
    ["ssm", "GetParameter", { Name: "x".repeat(2049) }, "2048"],
    ["ssm", "GetParameters", { Names: [] }, "length greater"],
    ["ssm", "GetParametersByPath", { Path: "/", MaxResults: 11 }, "value less"],
    ["ssm", "GetParametersByPath", { Path: "/", MaxResults: 1.5 }, "SerializationException"],
    ["ssm", "GetParametersByPath", { Path: "/", ParameterFilters: [] }, "ParameterFilters"],
    ["ssm", "GetParametersByPath", { Path: "/", NextToken: "?" }, "InvalidNextToken"],
    ["ssm", "GetParametersByPath", { Path: "/a//b" }, "parameter path"],
    ["ssm", "GetParametersByPath", { Path: "/a b" }, "parameter path"],
    ["ssm", "DescribeParameters", { ParameterFilters: [nameFilter, nameFilter] }, "InvalidFilterKey.*duplicated"],
    ["ssm", "DescribeParameters", { ParameterFilters: [{ Key: "Type", Values: ["Text"] }] }, "InvalidFilterOption"],
    ["ssm", "DescribeParameters", { ParameterFilters: [{ Key: "Tier", Values: ["Text"] }] }, "InvalidFilterOption"],
    ["ssm", "DescribeParameters", { ParameterFilters: [{ Key: "Path", Values: ["a"] }] }, "parameter path"],
    ["ssm", "DescribeParameters", { ParameterFilters: [{ Key: "Path", Values: ["/aws"] }] }, "aws"],
    ["ssm", "DescribeParameters", { Filters: [] }, "Filters"],
    ["ssm", "DescribeParameters", { ParameterFilters: [{ Key: "toString", Values: ["x"] }] }, "InvalidFilterKey"],
    [
      "ssm",
      "DescribeParameters",
      { ParameterFilters: [{ Key: "Name", Option: "Recursive", Values: ["x"] }] },
      "InvalidFilterOption",
    ],
    ["monitoring", "DescribeAlarms", { StateValue: "OK" }, "StateValue"],
    ["monitoring", "DescribeAlarms", { ParentsOfAlarmName: "x" }, "ParentsOfAlarmName"],
    ["monitoring", "DescribeAlarms", { AlarmNames: ["a"], AlarmNamePrefix: "a" }, "InvalidParameterCombination"],
    ["monitoring", "DescribeAlarms", { MaxRecords: 101 }, "100"],
    ["logs", "FilterLogEvents", { logGroupName: "a", limit: 10_001 }, "10000"],
    ["logs", "FilterLogEvents", { logGroupName: "a b" }, "pattern"],
    ["logs", "FilterLogEvents", {}, "logGroupName"],
    ["logs", "FilterLogEvents", { logGroupName: "a", startTime: 2, endTime: 1 }, "later than endTime"],
    [
      "logs",
      "FilterLogEvents",
      { logGroupIdentifier: "arn:aws:logs:us-east-1:111111111111:log-group:/aws/lambda/echo" },
      "ResourceNotFound",
    ],
    [
      "logs",
      "FilterLogEvents",
      { logGroupIdentifier: "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/echo" },
      "ResourceNotFound",
    ],
    ["logs", "FilterLogEvents", { logGroupName: "a", unmask: true }, "unmask"],
    ["sqs", "SendMessage", { QueueUrl: "http://a/111111111111/jobs", MessageBody: "x" }, "QueueDoesNotExist"],
    ["sqs", "ReceiveMessage", { QueueUrl: queue, ReceiveRequestAttemptId: "a" }, "ReceiveRequestAttemptId"],
    ["sqs", "ReceiveMessage", { QueueUrl: queue, AttributeNames: ["Colour"] }, "enum value set"],
    ["sqs", "ListQueues", { NextToken: "?" }, "next token"],
    ["sqs", "StartMessageMoveTask", { SourceArn: "x", MaxNumberOfMessagesPerSecond: 501 }, "500"],
    ["dynamodb", "GetItem", { TableName: "rows", Key: key, AttributesToGet: ["pk"] }, "AttributesToGet"],
    ["dynamodb", "PutItem", { TableName: "rows", Item: key, Expected: {} }, "Expected"],
    ["dynamodb", "PutItem", { TableName: "rows", Item: { pk: { S: "a", N: "1" } } }, "more than one datatypes"],
    ["dynamodb", "PutItem", { TableName: "rows", Item: { pk: { S: 1 } } }, "type S"],
    ["dynamodb", "PutItem", { TableName: "rows", Item: { pk: { X: "a" } } }, "is empty"],
    ["dynamodb", "PutItem", { TableName: "rows", Item: { ...key, b: { B: "?" } } }, "type B"],
    ["dynamodb", "PutItem", { TableName: "rows", Item: { ...key, n: { N: "one" } } }, "numeric value"],
    ["dynamodb", "Query", { TableName: "rows", Select: "SOME" }, "enum value set"],
    ["dynamodb", "Scan", { TableName: "rows", Limit: 0 }, "value greater"],
    ["dynamodb", "Scan", { TableName: "rows", ExclusiveStartKey: {} }, "starting key"],
    ["dynamodb", "BatchGetItem", { RequestItems: { rows: { Keys: [] } } }, "length greater"],
    ["dynamodb", "BatchWriteItem", { RequestItems: { rows: [{ Nobody: {} }] } }, "ValidationException"],
    ["dynamodb", "CreateTable", { TableName: "x", SSESpecification: {} }, "SSESpecification"],
  ])("%s %s refuses %j", async (service, operation, input, words) => {
    const { status, text } = await send(service, { headers: target(service, operation), body: JSON.stringify(input) });
    expect([status, text]).toEqual([400, expect.stringMatching(words)]);
  });

  const role = "cdk-hnb659fds-deploy-role-000000000000-us-east-1";
  const roleArn = `arn:aws:iam::000000000000:role/${role}`;
  const simulate = "Action=SimulatePrincipalPolicy&PolicySourceArn=";
  const assume = "Action=AssumeRole&RoleSessionName=ab&RoleArn=";
  const stack = "Action=CreateChangeSet&StackName=s&ChangeSetName=c&ChangeSetType=CREATE&TemplateBody=";
  it.each<readonly [service: string, body: string, words: string]>([
    ["cloudformation", `${stack}{"Resources":null}`, "Template format error"],
    ["cloudformation", `${stack}{"Resources":{"A":null}}`, "Template format error"],
    ["cloudformation", `${stack}{"Resources":{"A":{"Type":7}}}`, "Template format error"],
    ["cloudformation", `${stack}{"Resources":[]}`, "Template format error"],
    ["cloudformation", `${stack}${encodeURIComponent("a: &a [*a")}`, "Template format error"],
    ["cloudformation", "Action=CreateChangeSet&StackName=s s&ChangeSetName=c", "pattern"],
    ["cloudformation", `${stack}{}&Capabilities.member.1=CAPABILITY_ALL`, "enum value set"],
    ["cloudformation", `${stack}{}&Tags.member.1.Key=a`, "Tags.0.Value"],
    ["cloudformation", `${stack}{}&OnStackFailure=DELETE`, "OnStackFailure"],
    ["cloudformation", "Action=DescribeStacks&NextToken=?", "NextToken"],
    ["cloudformation", "Action=ListStacks&StackStatusFilter.member.1=FINE", "enum value set"],
    ["cloudformation", "Action=DescribeStacks&StackName=a b", "pattern"],
    ["cloudformation", "Action=DeleteStack&StackName=a b", "pattern"],
    [
      "cloudformation",
      "Action=DeleteStack&StackName=Malformed&RoleARN=arn:aws:iam::000000000000:role/none-such",
      "cannot be assumed",
    ],
    ["cloudformation", "Action=DescribeChangeSet&ChangeSetName=c", "StackName must be specified"],
    ["cloudformation", "Action=DeleteChangeSet&ChangeSetName=c", "StackName must be specified"],
    ["cloudformation", "Action=ExecuteChangeSet&ChangeSetName=c", "StackName must be specified"],
    ["cloudformation", "Action=DeleteStack&StackName=s&RetainResources.member.1=a", "RetainResources"],
    ["sts", "Action=AssumeRole&RoleArn=x&RoleSessionName=a", "2 validation errors|3 validation errors"],
    ["sts", "Action=AssumeRole&RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=ab&DurationSeconds=1", "900"],
    ["sts", "Action=AssumeRole&RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=ab&Policy={}", "Policy"],
    ["iam", "Action=SimulatePrincipalPolicy&PolicySourceArn=arn:aws:iam::000000000000:role/r", "ActionNames"],
    ["iam", `${simulate}${roleArn}&ActionNames.member.1=GetObject`, "ActionNames.0"],
    ["iam", `${simulate}${roleArn}&ActionNames=`, "ActionNames"],
    ["iam", `${simulate}${roleArn}&ActionNames.member.1=s3:*&ResourceArns.member.1=files`, "ResourceArns.0"],
    ["iam", `${simulate}arn:aws:iam::111111111111:role/${role}&ActionNames.member.1=s3:*`, "NoSuchEntity"],
    ["iam", `${simulate}arn:aws:iam::000000000000:user/${role}&ActionNames.member.1=s3:*`, "NoSuchEntity"],
    ["sts", `${assume}arn:aws:iam::111111111111:role/${role}`, "AccessDenied"],
    ["sts", `${assume}arn:aws:iam::000000000000:user/${role}`, "AccessDenied"],
    ["sts", `${assume}${roleArn}&DurationSeconds=3601`, "exceeds the MaxSessionDuration"],
    ["sns", "Action=ListSubscriptionsByTopic&TopicArn=x", "InvalidParameter"],
  ])("%s refuses %s", async (service, body, words) => {
    const { status, text } = await send(service, { body });
    expect([status < 500 && status >= 400, text]).toEqual([true, expect.stringMatching(words)]);
  });
});

it("a path that is none, a body beyond all measure and an unsigned call are refused", async () => {
  const headers = { "x-amz-target": `${json.dynamodb}.Scan` };
  expect(await send("dynamodb", { headers, body: Buffer.alloc(17 * 1024 * 1024) })).toMatchObject({ status: 413 });
  const target = { "x-amz-target": `${json.ssm}.GetParameter` };
  expect(await send("ssm", { headers: target, body: Buffer.alloc(1024 * 1024 + 1) })).toMatchObject({ status: 413 });
  expect(await send("sts", { body: Buffer.alloc(2 * 1024 * 1024 + 1) })).toMatchObject({ status: 413 });
  expect(await send("s3", { path: "/%", method: "GET" })).toMatchObject({ status: 400 });
  expect(await send("s3", { headers: { authorization: "AWS4 nothing" } })).toMatchObject({ status: 400 });
});
