import { parsePolicy } from "../iam/parse-policy.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

/** `AWS::S3::BucketPolicy`: judged together with the caller's own policies. */
export const s3BucketPolicy: ResourceType = {
  properties: ["Bucket", "PolicyDocument"],
  create: put,
  update: put,
  delete({ physicalId }, { account }) {
    const bucket = account.buckets.get(physicalId);
    if (bucket) bucket.policy = [];
  },
};

function put({ logicalId, properties }: DesiredResource, { account }: Deployment): ResourceState {
  const name = String(properties["Bucket"]);
  const bucket = account.buckets.get(name);
  if (!bucket) throw new Error(`The policy ${logicalId} is for the bucket ${name}, which does not exist.`);
  bucket.policy = parsePolicy(properties["PolicyDocument"], `The bucket policy ${logicalId}`);
  return { physicalId: name };
}
