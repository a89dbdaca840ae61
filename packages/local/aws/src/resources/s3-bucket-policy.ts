import { parsePolicy } from "../iam/parse-policy.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

/** `AWS::S3::BucketPolicy`: judged together with the caller's own policies. */
export const s3BucketPolicy: ResourceType = {
  properties: ["Bucket", "PolicyDocument"],
  create(resource, deployment) {
    const name = String(resource.properties["Bucket"]);
    if (deployment.account.buckets.get(name)?.policy.length)
      throw new Error(`The bucket policy already exists on bucket ${name}.`);
    return put(resource, deployment);
  },
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
  const policy = parsePolicy(properties["PolicyDocument"], `The bucket policy ${logicalId}`);
  const arn = `arn:aws:s3:::${name}`;
  const isOfBucket = (pattern: string): boolean =>
    /[*?]/.test(pattern.slice(0, arn.length)) || pattern === arn || pattern.startsWith(`${arn}/`);
  if (!policy.every(({ resources }) => resources.patterns.every(isOfBucket)))
    throw new Error(`Policy has invalid resource: ${logicalId} speaks of the bucket ${name} only.`);
  bucket.policy = policy;
  return { physicalId: name };
}
