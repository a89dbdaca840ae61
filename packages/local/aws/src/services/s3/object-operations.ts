import { z } from "zod";

import type { Account } from "../../account.ts";
import type { ServiceAnswer, ServiceCall } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import { served, text } from "../operation.ts";
import { currentObject, type Bucket, type Buckets, type ObjectVersion } from "./buckets.ts";
import { decodeBody } from "./decode-body.ts";
import { authorizeS3 } from "./authorize-s3.ts";
import { type S3Operation, s3Operation, uploaded } from "./s3-operation.ts";
import { stored, toStoredHeaders } from "./stored-headers.ts";
import { toXml } from "../to-xml.ts";
import { deleteObject, writeObject } from "./write-object.ts";

type Target = { bucket: Bucket; key: string };
const written = { ...stored, "if-match": text().optional(), "if-none-match": served(["*"], []).optional() };
// As they are given out here, and by S3.
const versionId = z
  .string()
  .refine((id) => /^(?:null|[\w.-]{32})$/.test(id), { error: "Invalid version id specified" })
  .optional();
const readInputs = {
  versionId,
  range: text().optional(),
  "if-match": text().optional(),
  "if-none-match": text().optional(),
  "if-modified-since": text().optional(),
  "if-unmodified-since": text().optional(),
  "x-amz-checksum-mode": z.enum(["ENABLED"]).optional(),
};

/** Of an object: put, copy, get, head and delete. */
export function objectOperations({ buckets }: Pick<Account, "buckets">): readonly S3Operation<Target>[] {
  return [
    s3Operation(
      ["CopyObject", "PUT", "x-amz-copy-source"],
      {
        ...written,
        "x-amz-copy-source": text(1),
        "x-amz-metadata-directive": z.enum(["COPY", "REPLACE"]).default("COPY"),
        "x-amz-checksum-algorithm": uploaded["x-amz-checksum-algorithm"],
      },
      (call, target: Target, input) => {
        authorizeS3(call, "s3:PutObject", target.bucket, target.key);
        checkWrite(call, target);
        return copy(buckets, call, target, input["x-amz-copy-source"], input["x-amz-metadata-directive"] === "REPLACE");
      },
    ),
    s3Operation(["PutObject", "PUT"], { ...written, ...uploaded }, (call, target: Target) => {
      const { bucket, key } = target;
      authorizeS3(call, "s3:PutObject", bucket, key);
      checkWrite(call, target);
      const version = writeObject(bucket, key, decodeBody(call), toStoredHeaders(call));
      return {
        status: 200,
        headers: { ETag: version.etag, "x-amz-server-side-encryption": "AES256", ...versionHeader(bucket, version) },
      };
    }),
    s3Operation(["GetObject", "GET"], readInputs, read),
    s3Operation(["HeadObject", "HEAD"], readInputs, read),
    s3Operation(
      ["DeleteObject", "DELETE"],
      { versionId, "if-match": text().optional() },
      (call, target: Target, { versionId }) => {
        const { bucket, key } = target;
        authorizeS3(call, versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion", bucket, key);
        checkWrite(call, target);
        const version = deleteObject(bucket, key, versionId);
        if (!version) return { status: 204 };
        const marker = version.isDeleteMarker && { "x-amz-delete-marker": "true" };
        return { status: 204, headers: { ...versionHeader(bucket, version), ...marker } };
      },
    ),
  ];
}

function checkWrite(call: ServiceCall, { bucket, key }: Target): void {
  const existing = currentObject(bucket, key);
  const { "if-none-match": ifNoneMatch, "if-match": ifMatch } = call.headers;
  if (ifNoneMatch === "*" && existing) throw preconditionFailed();
  if (ifMatch === undefined) return;
  if (!existing) throw new ServiceError("NoSuchKey", "The specified key does not exist.", 404);
  if (!isNamed(existing.etag, ifMatch)) throw preconditionFailed();
}

function copy(
  buckets: Buckets,
  call: ServiceCall,
  { bucket, key }: Target,
  copySource: string,
  replaces: boolean,
): ServiceAnswer {
  const [, sourceBucket = "", sourceKey = "", versionId] =
    /^\/?([^/]+)\/(.+?)(?:\?versionId=([^?&]+))?$/.exec(decodeSource(copySource)) ?? [];
  const from = buckets.get(sourceBucket);
  if (!from) throw new ServiceError("NoSuchBucket", "The specified bucket does not exist", 404);
  authorizeS3(call, versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion", from, sourceKey);
  const source = findVersion(from, sourceKey, versionId);
  if (!source || source.isDeleteMarker) throw new ServiceError("NoSuchKey", "The specified key does not exist.", 404);
  if (from === bucket && sourceKey === key && versionId === undefined && !replaces)
    throw new ServiceError("InvalidRequest", "This copy request is illegal because it changes nothing of the object.");
  const version = writeObject(bucket, key, source.body, replaces ? toStoredHeaders(call) : source.headers);
  return {
    status: 200,
    headers: versionHeader(bucket, version),
    body: toXml("CopyObjectResult", { LastModified: version.modifiedAt, ETag: version.etag }),
  };
}

function decodeSource(copySource: string): string {
  try {
    return decodeURIComponent(copySource);
  } catch {
    throw new ServiceError("InvalidArgument", "Copy Source must mention the source bucket and key: /bucket/key");
  }
}

function findVersion(bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion | undefined {
  if (versionId === undefined) return currentObject(bucket, key);
  return bucket.objects.get(key)?.find((candidate) => candidate.versionId === versionId);
}

function read(
  call: ServiceCall,
  { bucket, key }: Target,
  { versionId }: { versionId?: string | undefined },
): ServiceAnswer {
  authorizeS3(call, versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion", bucket, key);
  const version = findVersion(bucket, key, versionId);
  if (version?.isDeleteMarker && versionId !== undefined)
    throw new ServiceError("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);
  if (!version || version.isDeleteMarker) {
    // Without permission to list, S3 does not even tell that a key is missing.
    authorizeS3(call, "s3:ListBucket", bucket);
    throw versionId === undefined
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
  const condition = failedCondition(call.headers, version);
  if (condition === 412) throw preconditionFailed();
  if (condition === 304) return { status: 304, headers };
  const range = /^bytes=(?!-$)(\d*)-(\d*)$/.exec(call.headers["range"] ?? "");
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

// A condition on the tag goes before one on the date: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
function failedCondition(headers: ServiceCall["headers"], { etag, modifiedAt }: ObjectVersion): 304 | 412 | undefined {
  const modified = Math.floor(modifiedAt.getTime() / 1000) * 1000;
  const isAfter = (date: string | undefined): boolean => date !== undefined && modified > Date.parse(date);
  const { "if-match": ifMatch, "if-none-match": ifNoneMatch } = headers;
  if (ifMatch !== undefined ? !isNamed(etag, ifMatch) : isAfter(headers["if-unmodified-since"])) return 412;
  if (ifNoneMatch !== undefined) return isNamed(etag, ifNoneMatch) ? 304 : undefined;
  const since = headers["if-modified-since"];
  return since !== undefined && modified <= Date.parse(since) ? 304 : undefined;
}

const isNamed = (etag: string, wanted: string): boolean =>
  wanted === "*" || wanted.split(",").some((one) => one.trim().replaceAll('"', "") === etag.replaceAll('"', ""));

function versionHeader(bucket: Bucket, version: ObjectVersion): Record<string, string> {
  return bucket.versioning === undefined ? {} : { "x-amz-version-id": version.versionId };
}

function preconditionFailed(): ServiceError {
  return new ServiceError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
}
