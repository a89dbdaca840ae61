import type { ServiceCall } from "../service-call.ts";
import type { Bucket } from "./buckets.ts";

/** Judges an S3 action on a bucket, or on one of its objects, by the caller's policies and the bucket's own. */
export function authorizeS3(call: ServiceCall, action: string, bucket: Bucket, key?: string): void {
  const resource = `arn:aws:s3:::${bucket.name}${key === undefined ? "" : `/${key}`}`;
  const prefix = call.query.get("prefix");
  call.authorize(action, resource, {
    resourcePolicy: bucket.policy,
    ...(prefix !== null && { context: { "s3:prefix": prefix } }),
  });
}
