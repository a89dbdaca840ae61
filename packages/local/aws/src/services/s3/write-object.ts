import { createHash, randomBytes } from "node:crypto";

import type { Bucket, ObjectVersion } from "./buckets.ts";

/** Stores an object: a new version in a versioned bucket, in place of the old one otherwise. */
export function writeObject(
  bucket: Bucket,
  key: string,
  body: Buffer,
  headers: Record<string, string>,
  etag = `"${createHash("md5").update(body).digest("hex")}"`,
): ObjectVersion {
  return add(bucket, {
    key,
    versionId: newVersionId(bucket),
    isDeleteMarker: false,
    body,
    etag,
    headers,
    modifiedAt: new Date(),
  });
}

/** Deletes a version for good, or the key: by a delete marker in a versioned bucket. Returns what was removed or added. */
export function deleteObject(bucket: Bucket, key: string, versionId?: string): ObjectVersion | undefined {
  const versions = bucket.objects.get(key) ?? [];
  if (versionId !== undefined) {
    const kept = versions.filter((version) => version.versionId !== versionId);
    if (kept.length > 0) bucket.objects.set(key, kept);
    else bucket.objects.delete(key);
    return versions.find((version) => version.versionId === versionId);
  }
  if (bucket.versioning === undefined) {
    bucket.objects.delete(key);
    return undefined;
  }
  return add(bucket, {
    key,
    versionId: newVersionId(bucket),
    isDeleteMarker: true,
    body: Buffer.alloc(0),
    etag: "",
    headers: {},
    modifiedAt: new Date(),
  });
}

function add(bucket: Bucket, version: ObjectVersion): ObjectVersion {
  const older = (bucket.objects.get(version.key) ?? []).filter(({ versionId }) => versionId !== version.versionId);
  bucket.objects.set(version.key, [...older, version]);
  return version;
}

function newVersionId(bucket: Bucket): string {
  return bucket.versioning === "Enabled" ? randomBytes(24).toString("base64url") : "null";
}
