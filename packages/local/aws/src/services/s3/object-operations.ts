import type { Account } from "../../account.ts";
import type { ServiceAnswer, ServiceCall } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import { currentObject, type Bucket, type ObjectVersion } from "./buckets.ts";
import { decodeBody } from "./decode-body.ts";
import { authorizeS3 } from "./authorize-s3.ts";
import { answerMultipart } from "./multipart.ts";
import { toXml } from "../to-xml.ts";
import { deleteObject, writeObject } from "./write-object.ts";

const storedHeaders =
  /^(content-type|content-encoding|content-language|content-disposition|cache-control|expires|x-amz-meta-.+)$/;

// What a call of each method may say in its query; S3 takes any other for another operation.
const known: Record<string, readonly string[]> = {
  PUT: ["x-id", "partNumber", "uploadId"],
  GET: ["x-id", "versionId"],
  HEAD: ["versionId"],
  DELETE: ["x-id", "versionId", "uploadId"],
  POST: ["x-id", "uploads", "uploadId"],
};
// What is so without being asked for.
const asStored: Record<string, string> = {
  "x-amz-server-side-encryption": "AES256",
  "x-amz-storage-class": "STANDARD",
  "x-amz-acl": "private",
};
const unknownHeaders =
  /^x-amz-(?:acl|grant-.+|tagging|website-redirect-location|object-lock-.+|storage-class|server-side-encryption(?:-.+)?|bypass-governance-retention|mfa|copy-source-.+|expected-source-bucket-owner|write-offset-bytes)$/;

/** PutObject, CopyObject, GetObject, HeadObject, DeleteObject, and uploads in parts; another operation is refused by what asks for it. */
export function answerObject(account: Account, call: ServiceCall, bucket: Bucket, key: string): ServiceAnswer {
  const unknown = [
    ...[...call.query.keys()].filter((name) => !known[call.method]?.includes(name) && !/^X-Amz-/i.test(name)),
    ...Object.keys(call.headers).filter((name) => unknownHeaders.test(name) && call.headers[name] !== asStored[name]),
  ];
  if (unknown.length > 0)
    throw new ServiceError(
      "NotImplemented",
      `Local AWS does not implement ${call.method} on an S3 object with ${unknown.join(", ")}.`,
      501,
    );
  if (call.query.has("uploads") || call.query.has("uploadId"))
    return answerMultipart(call, bucket, key, toStoredHeaders(call));
  switch (call.method) {
    case "PUT":
      return put(account, call, bucket, key);
    case "GET":
    case "HEAD":
      return read(call, bucket, key);
    case "DELETE":
      return remove(call, bucket, key);
    default:
      throw new ServiceError("MethodNotAllowed", `Local AWS does not implement ${call.method} on an S3 object.`, 405);
  }
}

function put(account: Account, call: ServiceCall, bucket: Bucket, key: string): ServiceAnswer {
  authorizeS3(call, "s3:PutObject", bucket, key);
  const existing = currentObject(bucket, key);
  if (call.headers["if-none-match"] === "*" && existing) throw preconditionFailed();
  const ifMatch = call.headers["if-match"];
  if (ifMatch !== undefined && ifMatch !== existing?.etag) throw preconditionFailed();
  const copySource = call.headers["x-amz-copy-source"];
  if (copySource !== undefined) return copy(account, call, bucket, key, copySource);
  const version = writeObject(bucket, key, decodeBody(call), toStoredHeaders(call));
  return {
    status: 200,
    headers: { ETag: version.etag, "x-amz-server-side-encryption": "AES256", ...versionHeader(bucket, version) },
  };
}

function copy(account: Account, call: ServiceCall, bucket: Bucket, key: string, copySource: string): ServiceAnswer {
  const [, sourceBucket = "", sourceKey = ""] = /^\/?([^/]+)\/([^?]+)/.exec(decodeURIComponent(copySource)) ?? [];
  const from = account.buckets.get(sourceBucket);
  if (!from) throw new ServiceError("NoSuchBucket", "The specified bucket does not exist", 404);
  authorizeS3(call, "s3:GetObject", from, sourceKey);
  const source = currentObject(from, sourceKey);
  if (!source) throw new ServiceError("NoSuchKey", "The specified key does not exist.", 404);
  const headers = call.headers["x-amz-metadata-directive"] === "REPLACE" ? toStoredHeaders(call) : source.headers;
  const version = writeObject(bucket, key, source.body, headers);
  return {
    status: 200,
    headers: versionHeader(bucket, version),
    body: toXml("CopyObjectResult", { LastModified: version.modifiedAt, ETag: version.etag }),
  };
}

function read(call: ServiceCall, bucket: Bucket, key: string): ServiceAnswer {
  const versionId = call.query.get("versionId");
  authorizeS3(call, versionId === null ? "s3:GetObject" : "s3:GetObjectVersion", bucket, key);
  const version =
    versionId === null
      ? currentObject(bucket, key)
      : bucket.objects.get(key)?.find((candidate) => candidate.versionId === versionId);
  if (!version || version.isDeleteMarker) {
    // Without permission to list, S3 does not even tell that a key is missing.
    authorizeS3(call, "s3:ListBucket", bucket);
    throw versionId === null
      ? new ServiceError("NoSuchKey", "The specified key does not exist.", 404)
      : new ServiceError("NoSuchVersion", "The specified version does not exist.", 404);
  }
  const headers = {
    ...version.headers,
    ETag: version.etag,
    "Last-Modified": version.modifiedAt.toUTCString(),
    "Accept-Ranges": "bytes",
    "x-amz-server-side-encryption": "AES256",
    ...versionHeader(bucket, version),
  };
  if (call.headers["if-none-match"] === version.etag) return { status: 304, headers };
  const range = /^bytes=(\d*)-(\d*)$/.exec(call.headers["range"] ?? "");
  const { length } = version.body;
  if (!range)
    return {
      status: 200,
      headers: { ...headers, "Content-Length": String(length) },
      body: call.method === "HEAD" ? "" : version.body,
    };
  const start = range[1] ? Number(range[1]) : Math.max(0, length - Number(range[2]));
  const end = range[1] && range[2] ? Math.min(Number(range[2]), length - 1) : length - 1;
  if (start > end) throw new ServiceError("InvalidRange", "The requested range is not satisfiable", 416);
  const part = version.body.subarray(start, end + 1);
  return {
    status: 206,
    headers: { ...headers, "Content-Length": String(part.length), "Content-Range": `bytes ${start}-${end}/${length}` },
    body: call.method === "HEAD" ? "" : part,
  };
}

function remove(call: ServiceCall, bucket: Bucket, key: string): ServiceAnswer {
  const versionId = call.query.get("versionId") ?? undefined;
  authorizeS3(call, versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion", bucket, key);
  const version = deleteObject(bucket, key, versionId);
  return {
    status: 204,
    headers: version
      ? { ...versionHeader(bucket, version), ...(version.isDeleteMarker && { "x-amz-delete-marker": "true" }) }
      : {},
  };
}

function versionHeader(bucket: Bucket, version: ObjectVersion): Record<string, string> {
  return bucket.versioning === undefined ? {} : { "x-amz-version-id": version.versionId };
}

function toStoredHeaders(call: ServiceCall): Record<string, string> {
  const stored = Object.entries(call.headers).flatMap(([name, value]): [string, string][] =>
    value !== undefined && storedHeaders.test(name) ? [[name, value]] : [],
  );
  const headers: Record<string, string> = { "content-type": "binary/octet-stream", ...Object.fromEntries(stored) };
  // The framing of the upload is not part of the object.
  const encoding = headers["content-encoding"]
    ?.split(/, ?/)
    .filter((name) => name !== "aws-chunked")
    .join(", ");
  delete headers["content-encoding"];
  return encoding ? { ...headers, "content-encoding": encoding } : headers;
}

function preconditionFailed(): ServiceError {
  return new ServiceError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
}
