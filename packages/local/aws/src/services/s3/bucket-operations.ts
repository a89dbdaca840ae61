import { z } from "zod";

import { ServiceError } from "../../service-error.ts";
import { readInput, text, truthText, wholeText } from "../operation.ts";
import type { ServiceAnswer, ServiceCall } from "../service-call.ts";
import { toXml } from "../to-xml.ts";
import { authorizeS3 } from "./authorize-s3.ts";
import type { Bucket } from "./buckets.ts";
import { decodeBody } from "./decode-body.ts";
import { listObjects, listVersions } from "./list-objects.ts";
import { readXml } from "./read-xml.ts";
import { type S3Operation, s3Operation, uploaded } from "./s3-operation.ts";
import { deleteObject } from "./write-object.ts";

const listed = {
  prefix: text().default(""),
  "max-keys": wholeText(0, 2_147_483_647).default(1000),
  "encoding-type": z.enum(["url"]).optional(),
};

/** Of a bucket: lists of objects and versions, deletion of many objects, and its location and tags. */
export function bucketOperations(region: string): readonly S3Operation<Bucket>[] {
  return [
    s3Operation(["HeadBucket", "HEAD"], {}, (call, bucket: Bucket) => {
      authorizeS3(call, "s3:ListBucket", bucket);
      return { status: 200, headers: { "x-amz-bucket-region": region } };
    }),
    s3Operation(["DeleteObjects", "POST", "delete"], { delete: text(0, 0), ...uploaded }, deleteMany),
    s3Operation(["GetBucketLocation", "GET", "location"], { location: text(0, 0) }, (call, bucket: Bucket) => {
      authorizeS3(call, "s3:GetBucketLocation", bucket);
      return { status: 200, body: toXml("LocationConstraint", {}) };
    }),
    s3Operation(["GetBucketTagging", "GET", "tagging"], { tagging: text(0, 0) }, (call, bucket: Bucket) => {
      authorizeS3(call, "s3:GetBucketTagging", bucket);
      if (bucket.tags.length === 0) throw new ServiceError("NoSuchTagSet", "The TagSet does not exist", 404);
      const Tag = bucket.tags.map(({ Key, Value }) => ({ Key, Value }));
      return { status: 200, body: toXml("Tagging", { TagSet: { Tag } }) };
    }),
    s3Operation(
      ["ListObjectVersions", "GET", "versions"],
      {
        ...listed,
        versions: text(0, 0),
        "key-marker": text().optional(),
        "version-id-marker": text().optional(),
      },
      (call, bucket: Bucket, input) => {
        authorizeS3(call, "s3:ListBucketVersions", bucket);
        if (input["version-id-marker"] !== undefined && !input["key-marker"])
          throw new ServiceError("InvalidArgument", "A version-id marker cannot be specified without a key marker.");
        return { status: 200, body: listVersions(bucket, input) };
      },
    ),
    s3Operation(
      ["ListObjectsV2", "GET", "list-type"],
      {
        ...listed,
        "list-type": z.enum(["2"]),
        delimiter: text().default(""),
        "start-after": text().default(""),
        "continuation-token": z.base64().min(1).optional(),
        "fetch-owner": truthText.optional(),
      },
      (call, bucket: Bucket, input) => {
        authorizeS3(call, "s3:ListBucket", bucket);
        return { status: 200, body: listObjects(bucket, input) };
      },
    ),
  ];
}

const one = <Item extends z.ZodType>(item: Item): z.ZodTuple<[Item]> => z.tuple([item]);
const deletion = z.strictObject({
  Object: z.array(z.strictObject({ Key: one(text(1)), VersionId: one(text(1)).optional() })).max(1000),
  Quiet: one(truthText).optional(),
});

function deleteMany(call: ServiceCall, bucket: Bucket): ServiceAnswer {
  if (
    !["content-md5", "x-amz-checksum-crc32", "x-amz-checksum-sha256", "x-amz-trailer"].some(
      (name) => call.headers[name],
    )
  )
    throw new ServiceError("InvalidRequest", "Missing required header for this request: Content-MD5");
  const document = readXml(decodeBody(call), "Delete");
  const { Object: objects, Quiet } = readInput(deletion, document, {
    operation: "DeleteObjects",
    value: "MalformedXML",
  });
  const wanted = objects.map(({ Key: [key], VersionId: [versionId] = [undefined] }) => ({ key, versionId }));
  for (const { key, versionId } of wanted)
    authorizeS3(call, versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion", bucket, key);
  const deleted = wanted.map(({ key, versionId }) => {
    const version = deleteObject(bucket, key, versionId);
    return {
      Key: key,
      VersionId: versionId,
      DeleteMarker: version?.isDeleteMarker || undefined,
      DeleteMarkerVersionId: version?.isDeleteMarker ? version.versionId : undefined,
    };
  });
  return { status: 200, body: toXml("DeleteResult", { Deleted: Quiet?.[0] ? [] : deleted }) };
}
