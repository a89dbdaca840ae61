import type { ServiceAnswer, ServiceCall } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import { authorizeS3 } from "./authorize-s3.ts";
import type { Bucket } from "./buckets.ts";
import { listObjects, listVersions } from "./list-objects.ts";
import { toXml } from "../to-xml.ts";
import { deleteObject } from "./write-object.ts";

/** ListObjects (both versions), ListObjectVersions, DeleteObjects, HeadBucket, GetBucketLocation, GetBucketTagging and GetBucketVersioning. */
export function answerBucket(call: ServiceCall, bucket: Bucket, region: string): ServiceAnswer {
  const { method, query } = call;
  if (method === "HEAD") {
    authorizeS3(call, "s3:ListBucket", bucket);
    return { status: 200, headers: { "x-amz-bucket-region": region } };
  }
  if (method === "POST" && query.has("delete")) return deleteMany(call, bucket);
  if (method === "GET" && query.has("location")) {
    authorizeS3(call, "s3:GetBucketLocation", bucket);
    return { status: 200, body: toXml("LocationConstraint", {}) };
  }
  if (method === "GET" && query.has("versioning")) {
    authorizeS3(call, "s3:GetBucketVersioning", bucket);
    return { status: 200, body: toXml("VersioningConfiguration", { Status: bucket.versioning }) };
  }
  if (method === "GET" && query.has("tagging")) {
    authorizeS3(call, "s3:GetBucketTagging", bucket);
    if (bucket.tags.length === 0) throw new ServiceError("NoSuchTagSet", "The TagSet does not exist", 404);
    return {
      status: 200,
      body: toXml("Tagging", { TagSet: { Tag: bucket.tags.map(({ Key, Value }) => ({ Key, Value })) } }),
    };
  }
  if (method === "GET" && query.has("versions") && [...query.keys()].every((name) => versionListing.has(name))) {
    authorizeS3(call, "s3:ListBucketVersions", bucket);
    return { status: 200, body: listVersions(bucket, query) };
  }
  const plain = [...query.keys()].every((name) => listing.has(name));
  if (method === "GET" && plain) {
    authorizeS3(call, "s3:ListBucket", bucket);
    return { status: 200, body: listObjects(bucket, query) };
  }
  throw new ServiceError(
    "NotImplemented",
    `Local AWS does not implement ${method} on an S3 bucket with ${[...query.keys()].join(", ") || "no query"}.`,
    501,
  );
}

const versionListing = new Set([
  "versions",
  "prefix",
  "max-keys",
  "key-marker",
  "version-id-marker",
  "encoding-type",
  "x-id",
]);
const listing = new Set([
  "list-type",
  "prefix",
  "delimiter",
  "max-keys",
  "continuation-token",
  "start-after",
  "marker",
  "encoding-type",
  "fetch-owner",
  "x-id",
]);

// Read by pattern: the document is written by an SDK and holds nothing but keys and version ids.
function deleteMany(call: ServiceCall, bucket: Bucket): ServiceAnswer {
  const document = call.body.toString("utf8");
  const quiet = document.includes("<Quiet>true</Quiet>");
  const wanted = [...document.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, object]) => ({
    key: unescapeXml(/<Key>(.*?)<\/Key>/s.exec(object!)?.[1] ?? ""),
    versionId: /<VersionId>(.*?)<\/VersionId>/.exec(object!)?.[1],
  }));
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
  return { status: 200, body: toXml("DeleteResult", { Deleted: quiet ? [] : deleted }) };
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return entities[name] ?? whole;
    return String.fromCodePoint(name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}
