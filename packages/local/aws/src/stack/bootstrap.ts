import type { Template, TemplateResource } from "../template/template.ts";
import type { DeployOrder } from "./stack.ts";

/** What `cdk bootstrap` calls its stack. */
export const toolkitStackName = "CDKToolkit";

const role = (name: string, principal: object): TemplateResource => ({
  Type: "AWS::IAM::Role",
  Properties: {
    RoleName: { "Fn::Sub": `cdk-hnb659fds-${name}-role-\${AWS::AccountId}-\${AWS::Region}` },
    AssumeRolePolicyDocument: { Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal } },
    ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
  },
});
const anybody = { AWS: { Ref: "AWS::AccountId" } };

const template: Template = {
  Description: "What a deployment out of a folder needs of `cdk bootstrap`, which updates it",
  Resources: {
    StagingBucket: {
      Type: "AWS::S3::Bucket",
      Properties: {
        BucketName: { "Fn::Sub": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}" },
        VersioningConfiguration: { Status: "Enabled" },
      },
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
    },
    FilePublishingRole: role("file-publishing", anybody),
    LookupRole: role("lookup", anybody),
    DeploymentActionRole: role("deploy", anybody),
    CloudFormationExecutionRole: role("cfn-exec", { Service: "cloudformation.amazonaws.com" }),
    CdkBootstrapVersion: {
      Type: "AWS::SSM::Parameter",
      Properties: { Type: "String", Name: "/cdk-bootstrap/hnb659fds/version", Value: "30" },
    },
  },
  Outputs: {
    BucketName: { Value: { Ref: "StagingBucket" } },
    BucketDomainName: { Value: { "Fn::GetAtt": ["StagingBucket", "RegionalDomainName"] } },
    BootstrapVersion: { Value: "30" },
  },
};

/** What `cdk bootstrap` would have made, with the names of its roles but without their policies: whoever deploys out of a folder here is the account's administrator. */
export const bootstrapOrder: DeployOrder = {
  source: { stackName: toolkitStackName, template, assets: new Map() },
  body: JSON.stringify(template),
  parameters: {},
  tags: [],
  environment: {},
  port: 0,
};
