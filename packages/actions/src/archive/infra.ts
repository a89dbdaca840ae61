import { RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { IConstruct } from "constructs";
import type { ActionSite } from "@cliq-actions/infra/action-site";

/** The archive's own bucket, which outlives the stack on every stage, and leave to add archives: not to read or delete. */
export default function addArchiveBucket({ scope, handler }: ActionSite): void {
  const bucket = new Bucket(scope, "Archive", {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  handler.addEnvironment("BUCKET_NAME", bucket.bucketName);
  handler.addToRolePolicy(
    new PolicyStatement({ actions: ["s3:PutObject"], resources: [bucket.arnForObjects("archives/*")] }),
  );
  acknowledgeFindings(bucket, handler.role ?? handler);
}

function acknowledgeFindings(bucket: Bucket, grantee: IConstruct): void {
  Validations.of(bucket).acknowledge({
    id: "AwsSolutions-S1",
    reason:
      "One function writes here and its log tells of each write; access logs would need a second bucket with the same finding.",
  });
  const id = Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnBucket);
  Validations.of(grantee).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${id}.Arn>/archives/*]`,
    reason: "An archive's key is made when it is written; the prefix is as narrow as a grant on new objects can be.",
  });
}
