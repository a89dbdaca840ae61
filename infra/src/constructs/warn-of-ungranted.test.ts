import { App, Stack } from "aws-cdk-lib";
import { Annotations, Match } from "aws-cdk-lib/assertions";
import { AttributeType, Table } from "aws-cdk-lib/aws-dynamodb";
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { expect, test } from "vitest";
import { warnOfUngranted } from "./warn-of-ungranted.ts";

interface Site {
  readonly stack: Stack;
  readonly handler: LambdaFunction;
}

function tableIn({ stack, handler }: Site): Table {
  const table = new Table(stack, "Rows", { partitionKey: { name: "id", type: AttributeType.STRING } });
  handler.addEnvironment("TABLE_NAME", table.tableName);
  return table;
}

const inS3 = (resources: string[]): PolicyStatement => new PolicyStatement({ actions: ["s3:*"], resources });

test.each<[what: string, (site: Site) => unknown, warnings: string[]]>([
  ["a table it may read", (site) => tableIn(site).grantReadData(site.handler), []],
  ["a table it may not use", tableIn, ["TABLE_NAME"]],
  [
    "a table, and leave to use another",
    (site) => {
      tableIn(site);
      const key = { name: "id", type: AttributeType.STRING };
      new Table(site.stack, "Others", { partitionKey: key }).grantReadData(site.handler);
    },
    ["TABLE_NAME"],
  ],
  [
    "a table, and leave for what another service does",
    (site) => tableIn(site).grant(site.handler.role!, "s3:GetObject"),
    ["TABLE_NAME"],
  ],
  [
    "a queue by its URL, beside leave for everything of another service",
    ({ stack, handler }) => {
      handler.addEnvironment("QUEUE_URL", new Queue(stack, "Waiting").queueUrl);
      handler.addToRolePolicy(inS3(["*"]));
    },
    ["QUEUE_URL"],
  ],
  [
    "a bucket, beside leave for every bucket",
    ({ stack, handler }) => {
      handler.addEnvironment("BUCKET_NAME", new Bucket(stack, "Files").bucketName);
      handler.addToRolePolicy(inS3(["*"]));
    },
    [],
  ],
  [
    "a bucket whose own policy lets it in",
    ({ stack, handler }) => {
      const bucket = new Bucket(stack, "Files");
      handler.addEnvironment("BUCKET_NAME", bucket.bucketName);
      bucket.addToResourcePolicy(
        new PolicyStatement({
          actions: ["s3:GetObject"],
          resources: [bucket.arnForObjects("*")],
          principals: [handler.role!],
        }),
      );
    },
    [],
  ],
  [
    "a table, with a policy of AWS's, which is not written here",
    (site) => {
      tableIn(site);
      site.handler.role!.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName("AmazonDynamoDBFullAccess"));
    },
    [],
  ],
  ["what is no resource", ({ stack, handler }) => handler.addEnvironment("REGION", stack.region), []],
])("a function that is told of %s", (_what, add, variables) => {
  const stack = new Stack(new App(), "Test");
  const handler = new LambdaFunction(stack, "Function", {
    runtime: Runtime.NODEJS_24_X,
    handler: "index.handler",
    code: Code.fromInline("exports.handler = async () => {}"),
    role: new Role(stack, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") }),
  });
  warnOfUngranted("greet", handler);
  add({ stack, handler });
  const warnings = Annotations.fromStack(stack).findWarning("*", Match.anyValue());
  expect(warnings.map(({ entry }) => entry.data)).toEqual(
    variables.map((variable) =>
      expect.stringMatching(
        new RegExp(
          `^Action folder "greet" tells its function of Test/\\w+/Resource \\(${variable}\\), and nothing allows`,
        ),
      ),
    ),
  );
});
