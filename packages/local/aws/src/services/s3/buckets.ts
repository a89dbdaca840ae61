import type { Statement } from "../../iam/statement.ts";

/** One version of an object, or the marker a deletion leaves in a versioned bucket. */
export interface ObjectVersion {
  key: string;
  versionId: string;
  isDeleteMarker: boolean;
  body: Buffer;
  /** Quoted, as on the wire. */
  etag: string;
  /** Stored headers by lower-case name: `content-type`, `x-amz-meta-…` and the like. */
  headers: Record<string, string>;
  modifiedAt: Date;
}

/** A bucket; the versions of a key are oldest first, and a bucket without versioning keeps one. */
export interface Bucket {
  name: string;
  createdAt: Date;
  versioning: "Enabled" | "Suspended" | undefined;
  policy: Statement[];
  tags: { Key: string; Value: string }[];
  objects: Map<string, ObjectVersion[]>;
  /** Uploads in parts that are under way, by id. */
  uploads: Map<string, Upload>;
}

/** An upload in parts. */
export interface Upload {
  key: string;
  headers: Record<string, string>;
  parts: Map<number, { body: Buffer; etag: string }>;
}

/** The buckets of the account by name. */
export type Buckets = Map<string, Bucket>;

/** Creates an empty bucket. */
export function createBucket(name: string): Bucket {
  const empty = { policy: [], tags: [], objects: new Map(), uploads: new Map() };
  return { name, createdAt: new Date(), versioning: undefined, ...empty };
}

/** The newest version of a key, unless that is a delete marker or the key was never written. */
export function currentObject(bucket: Bucket, key: string): ObjectVersion | undefined {
  const newest = bucket.objects.get(key)?.at(-1);
  return newest?.isDeleteMarker ? undefined : newest;
}
