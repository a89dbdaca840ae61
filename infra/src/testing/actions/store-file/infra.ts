import { RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { ActionSite } from "../../../action-site.ts";

/** A bucket of its own, which outlives the stack, and leave to add files: not to read or delete them. */
export default function addFileBucket({ scope, handler }: ActionSite): void {
  const bucket = new Bucket(scope, "Files", {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  handler.addEnvironment("BUCKET_NAME", bucket.bucketName);
  handler.addToRolePolicy(
    new PolicyStatement({ actions: ["s3:PutObject"], resources: [bucket.arnForObjects("files/*")] }),
  );
  Validations.of(bucket).acknowledge({
    id: "AwsSolutions-S1",
    reason: "One function writes here and its log tells of each write; access logs would need a second bucket.",
  });
  const id = Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnBucket);
  Validations.of(handler.role ?? handler).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${id}.Arn>/files/*]`,
    reason: "A file's name is made when it is stored; the prefix is as narrow as a grant on new objects can be.",
  });
}
