import { createBucket } from "../services/s3/buckets.ts";
import { physicalName } from "../stack/physical-name.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

const ignored = [
  "AccessControl",
  "BucketEncryption",
  "PublicAccessBlockConfiguration",
  "OwnershipControls",
  "LifecycleConfiguration",
  "LoggingConfiguration",
  "ObjectLockEnabled",
];

/** `AWS::S3::Bucket`. Encryption, public access blocks, ownership and lifecycle rules are accepted: nothing here is public, and nothing lives for days. */
export const s3Bucket: ResourceType = {
  properties: ["BucketName", "VersioningConfiguration", "Tags"],
  ignored,
  attributes: ["Arn", "DomainName", "RegionalDomainName"],
  create(resource, deployment) {
    const name = (resource.properties["BucketName"] as string | undefined) ?? physicalName(resource, 63).toLowerCase();
    if (deployment.account.buckets.has(name)) throw new Error(`The bucket ${name} already exists.`);
    return put(resource, deployment, name);
  },
  update: (resource, deployment, previous) =>
    put(resource, deployment, (resource.properties["BucketName"] as string | undefined) ?? previous.physicalId),
  delete({ physicalId }, { account }) {
    if (account.buckets.get(physicalId)?.objects.size)
      throw new Error("The bucket you tried to delete is not empty. You must delete all versions in the bucket.");
    account.buckets.delete(physicalId);
  },
};

function put({ properties }: DesiredResource, { account }: Deployment, name: string): ResourceState {
  const { DestinationBucketName: target = name } = (properties["LoggingConfiguration"] ?? {}) as {
    DestinationBucketName?: string;
  };
  if (target !== name && !account.buckets.has(target))
    throw new Error(`The target bucket ${target} for logging does not exist.`);
  const bucket = account.buckets.get(name) ?? createBucket(name);
  const versioning = (properties["VersioningConfiguration"] as { Status?: "Enabled" | "Suspended" } | undefined)
    ?.Status;
  // Versioning, once on, can only be suspended.
  bucket.versioning = versioning ?? (bucket.versioning === undefined ? undefined : "Suspended");
  bucket.tags = (properties["Tags"] as typeof bucket.tags | undefined) ?? [];
  account.buckets.set(name, bucket);
  const domain = `${name}.s3.amazonaws.com`;
  return {
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: domain,
      RegionalDomainName: `${name}.s3.${account.region}.amazonaws.com`,
    },
  };
}
