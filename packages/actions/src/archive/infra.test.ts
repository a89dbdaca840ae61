import { expect, test } from "vitest";
import { grantsOf, templateWith } from "@cliq-actions/infra/testing/stack-with";
import addArchiveBucket from "./infra.ts";

const template = templateWith(addArchiveBucket);

test("the bucket is private, versioned, encrypted, reached by TLS only, and always kept", () => {
  template.hasResource("AWS::S3::Bucket", {
    DeletionPolicy: "Retain",
    Properties: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: "Enabled" },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
    },
  });
  template.hasResourceProperties("AWS::S3::BucketPolicy", {
    PolicyDocument: { Statement: [{ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }] },
  });
});

test("the function may add archives, and neither read nor delete them", () => {
  const resources = expect.stringMatching(
    /^\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["\w+","Arn"\]\},"\/archives\/\*"\]\]\}$/,
  );
  expect(grantsOf(template)).toEqual([{ actions: ["s3:PutObject"], resources }]);
});
