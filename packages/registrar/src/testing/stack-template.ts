import type { ManifestAction, ManifestFunction } from "@cliq-actions/core";

/** What of the stack differs from one deployment to the next. */
export interface StackSettings {
  readonly actions: readonly ManifestAction[];
  readonly functions?: readonly ManifestFunction[];
  /** What the manifest refers to, by key in the asset bucket. */
  readonly files?: Readonly<Record<string, string>>;
  readonly credentialVersion?: number;
  readonly verifySignature?: boolean;
  /** 900 unless told. */
  readonly registrarTimeoutSeconds?: number;
}

const parameters = "/acme/test";
/** As the CDK's bootstrap names it. */
const assetBucket = "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}";
const parameterArn = (name: string): object => ({
  "Fn::Sub": `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter${parameters}/${name}`,
});

/** A CloudFormation template with this package's three functions, their least grants, and their custom resources. */
export function stackTemplate(settings: StackSettings): object {
  const {
    actions,
    functions = [],
    files = {},
    credentialVersion = 1,
    verifySignature = false,
    registrarTimeoutSeconds = 900,
  } = settings;
  const objects = Object.keys(files).map((key) => ({ "Fn::Sub": `arn:\${AWS::Partition}:s3:::${assetBucket}/${key}` }));
  const common = { STAGE: "test", BUDGET_SHARE: "0.8", PARAMETER_PREFIX: parameters, CLIQ_DATA_CENTRE: "US" };
  return {
    Resources: {
      Ledger: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
          BillingMode: "PAY_PER_REQUEST",
        },
      },
      ...lambda("Keeper", "token-keeper", { ...common, TABLE_NAME: { Ref: "Ledger" } }, [
        { Action: "ssm:GetParameter", Resource: [parameterArn("oauth/client"), parameterArn("oauth/refresh-token")] },
        { Action: ["ssm:GetParameter", "ssm:PutParameter"], Resource: parameterArn("oauth/access-token") },
        {
          Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
          Resource: { "Fn::GetAtt": ["Ledger", "Arn"] },
          Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["oauth#access-token"] } },
        },
      ]),
      ...lambda("Key", "signing-key", common, [
        { Action: ["ssm:GetParameter", "ssm:PutParameter"], Resource: parameterArn("signing-key") },
        { Action: "ssm:GetParameter", Resource: parameterArn("cliq-public-key") },
      ]),
      ...lambda(
        "Registrar",
        "registrar",
        { ...common, TABLE_NAME: { Ref: "Ledger" }, TOKEN_KEEPER_FUNCTION_NAME: { Ref: "Keeper" } },
        [
          { Action: ["dynamodb:GetItem", "dynamodb:PutItem"], Resource: { "Fn::GetAtt": ["Ledger", "Arn"] } },
          { Action: "ssm:GetParameter", Resource: [parameterArn("oauth/access-token"), parameterArn("signing-key")] },
          { Action: "lambda:InvokeFunction", Resource: { "Fn::GetAtt": ["Keeper", "Arn"] } },
          ...(objects.length === 0 ? [] : [{ Action: "s3:GetObject", Resource: objects }]),
        ],
        registrarTimeoutSeconds,
      ),
      HandOver: {
        Type: "AWS::IAM::Policy",
        Properties: {
          PolicyName: "hand-over",
          Roles: [{ Ref: "RegistrarRole" }],
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: { "Fn::GetAtt": ["Registrar", "Arn"] } },
            ],
          },
        },
      },
      SigningKey: {
        Type: "Custom::CliqSigningKey",
        Properties: { ServiceToken: { "Fn::GetAtt": ["Key", "Arn"] }, CredentialVersion: credentialVersion },
      },
      Credential: {
        Type: "Custom::CliqCredential",
        DependsOn: ["SigningKey"],
        Properties: {
          ServiceToken: { "Fn::GetAtt": ["Key", "Arn"] },
          Slug: "a",
          CredentialVersion: credentialVersion,
          VerifySignature: verifySignature,
        },
      },
      Actions: {
        Type: "Custom::CliqMessageActions",
        DependsOn: ["Credential", "HandOver"],
        Properties: {
          ServiceToken: { "Fn::GetAtt": ["Registrar", "Arn"] },
          ServiceTimeout: 3600,
          Manifest: JSON.stringify({ version: 1, actions, functions }),
          AssetBucket: { "Fn::Sub": assetBucket },
          ApiOrigin: "https://abc123.execute-api.us-east-1.amazonaws.com",
          CredentialVersion: credentialVersion,
        },
      },
    },
    Outputs: Object.fromEntries(
      ["DigestPrevious", "DigestCurrent", "DigestNext", "PublicKey"].map((name) => [
        name,
        { Value: { "Fn::GetAtt": ["Credential", name] } },
      ]),
    ),
  };
}

function lambda(
  id: string,
  asset: string,
  environment: object,
  statements: readonly object[],
  timeoutSeconds = 900,
): Record<string, object> {
  const policy = {
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  };
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
  };
  return {
    [`${id}Role`]: {
      Type: "AWS::IAM::Role",
      Properties: { AssumeRolePolicyDocument: trust, Policies: [{ PolicyName: "grants", PolicyDocument: policy }] },
    },
    [id]: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "index.handler",
        Code: { S3Bucket: "assets", S3Key: `${asset}.zip` },
        Role: { "Fn::GetAtt": [`${id}Role`, "Arn"] },
        Timeout: timeoutSeconds,
        MemorySize: 256,
        Environment: { Variables: environment },
      },
    },
  };
}
