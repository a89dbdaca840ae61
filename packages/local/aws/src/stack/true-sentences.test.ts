import { afterAll, beforeAll, expect, it } from "vitest";

import { type LocalAws, startLocalAws } from "../index.ts";
import { functionResources } from "../testing/function-resources.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";
import type { Template, TemplateResource } from "../template/template.ts";

// Whatever AWS takes is either deployed, or refused as what is not there locally.
let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.stop());

const refusal = (Resources: Record<string, TemplateResource>, rest: Partial<Template> = {}): Promise<string[]> =>
  aws.deploy({ cdkOut: writeCdkOut("Stack", { Resources, ...rest }) }).then(
    async () => {
      await aws.destroy("Stack");
      return [];
    },
    (error: Error) => error.message.split("\n"),
  );
const resource = (Type: string, Properties: Record<string, unknown> = {}): TemplateResource => ({
  Type: `AWS::${Type}`,
  Properties,
});
const times = (count: number, make: (index: number) => object): object[] =>
  Array.from({ length: count }, (_, index) => make(index));
const topic = resource("SNS::Topic");

const Api = resource("ApiGatewayV2::Api", { Name: "a", ProtocolType: "HTTP" });
const ofApi = { ApiId: { Ref: "Api" } };
const Bucket = resource("S3::Bucket", { BucketName: "a-bucket" });
const bucketPolicy = (statements: number): TemplateResource =>
  resource("S3::BucketPolicy", {
    Bucket: { Ref: "Bucket" },
    PolicyDocument: {
      Statement: times(statements, (index) => ({
        Sid: `Team${index}`,
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Principal: { AWS: `arn:aws:iam::${123_456_789_000 + index}:root` },
        Resource: `arn:aws:s3:::a-bucket/${"folder/".repeat(20)}*`,
      })),
    },
  });
const role = (Statement: object[]): TemplateResource =>
  resource("IAM::Role", {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
    },
    Policies: [{ PolicyName: "own", PolicyDocument: { Statement } }],
  });
const anArn = {
  "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }, ":ssm:", { Ref: "AWS::Region" }, "::parameter/a"]],
};
const own = (Variables: object): Record<string, TemplateResource> =>
  functionResources("Own", "exports.handler = async () => 1", { Environment: { Variables } });
const parameter = (more: object): Partial<Template> => ({ Parameters: { A: { Type: "String", ...more } } });

it.each<[what: string, resources: Record<string, TemplateResource>, rest?: Partial<Template>]>([
  ["a bucket's policy of 15,000 bytes", { Bucket, Policy: bucketPolicy(55) }],
  [
    "a role's policies that are short once their functions are known",
    { Role: role(times(75, () => ({ Effect: "Allow", Action: "ssm:GetParameter", Resource: anArn }))) },
  ],
  [
    "an ARN that IAM completes",
    { Role: role([{ Effect: "Allow", Action: "sqs:*", Resource: ["arn:aws:sqs:*", "arn:aws:sqs:eu-west-1:*"] }]) },
  ],
  ["a wrapper of a function's runtime", own({ AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrapper" })],
  [
    "a subscription of its own API",
    {
      Api,
      Topic: topic,
      Hook: resource("SNS::Subscription", {
        TopicArn: { Ref: "Topic" },
        Protocol: "https",
        Endpoint: { "Fn::Sub": "${Api.ApiEndpoint}/hook" },
      }),
    },
  ],
  ["a pattern with a flag of Java's", { T: topic }, parameter({ Default: "PROD", AllowedPattern: "(?i)prod|dev" })],
  ["a pattern of letters of every script", { T: topic }, parameter({ Default: "é", AllowedPattern: "\\p{L}+" })],
  ["a list of texts", { T: topic }, { Parameters: { A: { Type: "List<String>", Default: "a,b" } } }],
])("deploys %s", async (_, resources, rest) => {
  expect(await refusal(resources, rest)).toEqual([]);
});

const beyond: [what: string, resources: Record<string, TemplateResource>, rest?: Partial<Template>][] = [
  ["a WebSocket API", { Api: resource("ApiGatewayV2::Api", { Name: "a", ProtocolType: "WEBSOCKET" }) }],
  ["an API out of a document", { Api: resource("ApiGatewayV2::Api", { Body: { openapi: "3.0.1" } }) }],
  [
    "an integration with a service",
    { Api, I: resource("ApiGatewayV2::Integration", { ...ofApi, IntegrationSubtype: "SQS-SendMessage" }) },
  ],
  [
    "a route of IAM",
    { Api, R: resource("ApiGatewayV2::Route", { ...ofApi, RouteKey: "GET /", AuthorizationType: "AWS_IAM" }) },
  ],
  [
    "a route with an authorizer",
    {
      Api,
      R: resource("ApiGatewayV2::Route", {
        ...ofApi,
        RouteKey: "GET /",
        AuthorizationType: "JWT",
        AuthorizerId: "a",
      }),
    },
  ],
  [
    "a function's image",
    { F: resource("Lambda::Function", { PackageType: "Image", Role: anArn, Code: { ImageUri: "a" } }) },
  ],
  ["a queue of topics", { T: resource("SNS::Topic", { FifoTopic: true, TopicName: "a.fifo" }) }],
  [
    "an image's parameter",
    { P: resource("SSM::Parameter", { Type: "String", Value: "a", DataType: "aws:ec2:image" }) },
  ],
  ["a database that leaves a snapshot", { D: { ...resource("RDS::DBInstance"), DeletionPolicy: "Snapshot" } }],
  ["a machine that is waited for", { I: { ...resource("EC2::Instance"), CreationPolicy: {} } as TemplateResource }],
  ["a pattern of Java's alone", { T: topic }, parameter({ Default: "a", AllowedPattern: "[a-z]++" })],
  [
    "an index with a key of two attributes",
    {
      T: resource("DynamoDB::Table", {
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "a", KeyType: "HASH" }],
        AttributeDefinitions: ["a", "b", "c"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
        GlobalSecondaryIndexes: [
          {
            IndexName: "two",
            KeySchema: ["b", "c"].map((AttributeName) => ({ AttributeName, KeyType: "HASH" })),
            Projection: { ProjectionType: "ALL" },
          },
        ],
      }),
    },
  ],
];
it.each(beyond)("says of %s that local AWS has it not, and nothing else", async (_, resources, rest) => {
  const [, ...sentences] = await refusal(resources, rest);
  expect(sentences.length).toBeGreaterThan(0);
  expect(sentences.filter((sentence) => !sentence.includes("local AWS"))).toEqual([]);
});

it("refuses what is longer than AWS takes, and says which name is reserved", async () => {
  expect(await refusal({ Bucket, Policy: bucketPolicy(90) })).toContain(
    "Policy (AWS::S3::BucketPolicy): PolicyDocument is longer than 20480 bytes.",
  );
  expect(await refusal(own({ AWS_LAMBDA_FUNCTION_NAME: "a" }))).toContain(
    "Own (AWS::Lambda::Function): Environment.Variables.AWS_LAMBDA_FUNCTION_NAME has to be a letter, then letters, digits and _, and no name that AWS sets itself.",
  );
});
