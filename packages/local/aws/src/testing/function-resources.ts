import type { TemplateResource } from "../template/template.ts";

/** The role and the function `logicalId`, with its code inline; `statements` are what its role allows. */
export function functionResources(
  logicalId: string,
  code: string,
  { statements = [], ...properties }: { statements?: object[]; [property: string]: unknown } = {},
): Record<string, TemplateResource> {
  const Policies =
    statements.length > 0
      ? [{ PolicyName: "Inline", PolicyDocument: { Version: "2012-10-17", Statement: statements } }]
      : [];
  return {
    [`${logicalId}Role`]: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
        },
        ManagedPolicyArns: [
          {
            "Fn::Join": [
              "",
              ["arn:", { Ref: "AWS::Partition" }, ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
            ],
          },
        ],
        Policies,
      },
    },
    [logicalId]: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Code: { ZipFile: code },
        Handler: "index.handler",
        Runtime: "nodejs24.x",
        // How long a process takes to start is the machine's, not what a test is about.
        Timeout: 600,
        Role: { "Fn::GetAtt": [`${logicalId}Role`, "Arn"] },
        ...properties,
      },
    },
  };
}
