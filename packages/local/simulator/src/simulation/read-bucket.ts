import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { BucketView } from "../page-api.ts";

const previewBytes = 200_000;

/** The objects of a bucket, newest first. */
export async function readBucket(client: S3Client, name: string): Promise<Pick<BucketView, "objects" | "more">> {
  const { Contents: contents = [], IsTruncated: more = false } = await client.send(
    new ListObjectsV2Command({ Bucket: name }),
  );
  const objects = contents.map(({ Key: key = "", Size: size = 0, LastModified: modified }) => {
    return { key, size, modified: modified?.getTime() ?? 0 };
  });
  return {
    objects: objects.toSorted((one, other) => other.modified - one.modified || one.key.localeCompare(other.key)),
    more,
  };
}

/** The beginning of an object, as text. */
export async function readObject(client: S3Client, bucket: string, key: string): Promise<string> {
  const { Body: body } = await client.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=0-${previewBytes - 1}` }),
  );
  return (await body?.transformToString()) ?? "";
}
