import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

import { ServiceError } from "../../service-error.ts";
import { readInput, text, wholeText } from "../operation.ts";
import type { ServiceAnswer, ServiceCall } from "../service-call.ts";
import { toXml } from "../to-xml.ts";
import { authorizeS3 } from "./authorize-s3.ts";
import type { Bucket, Upload } from "./buckets.ts";
import { decodeBody } from "./decode-body.ts";
import { readXml } from "./read-xml.ts";
import { type S3Operation, s3Operation, uploaded } from "./s3-operation.ts";
import { stored, toStoredHeaders } from "./stored-headers.ts";
import { writeObject } from "./write-object.ts";

const minPartBytes = 5 * 1024 * 1024;

type Target = { bucket: Bucket; key: string };
const uploadId = { uploadId: text(1) };

function findUpload({ bucket, key }: Target, id: string): Upload {
  const upload = bucket.uploads.get(id);
  if (upload?.key === key) return upload;
  throw new ServiceError("NoSuchUpload", "The specified multipart upload does not exist.", 404);
}

/** Uploads in parts: begins one, takes a part, puts it together, or drops it. */
export const multipartOperations: readonly S3Operation<Target>[] = [
  s3Operation(
    ["CreateMultipartUpload", "POST", "uploads"],
    {
      ...stored,
      ...uploaded,
      uploads: text(0, 0),
      "x-amz-checksum-type": z.enum(["COMPOSITE", "FULL_OBJECT"]).optional(),
    },
    (call, { bucket, key }: Target) => {
      authorizeS3(call, "s3:PutObject", bucket, key);
      const UploadId = randomBytes(24).toString("base64url");
      bucket.uploads.set(UploadId, { key, headers: toStoredHeaders(call), parts: new Map() });
      return { status: 200, body: toXml("InitiateMultipartUploadResult", { Bucket: bucket.name, Key: key, UploadId }) };
    },
  ),
  s3Operation(
    ["UploadPart", "PUT", "uploadId"],
    { ...uploadId, ...uploaded, partNumber: wholeText(1, 10_000) },
    (call, target: Target, { uploadId: id, partNumber }) => {
      authorizeS3(call, "s3:PutObject", target.bucket, target.key);
      const upload = findUpload(target, id);
      const body = decodeBody(call);
      const etag = `"${createHash("md5").update(body).digest("hex")}"`;
      upload.parts.set(partNumber, { body, etag });
      return { status: 200, headers: { ETag: etag } };
    },
  ),
  s3Operation(
    ["CompleteMultipartUpload", "POST", "uploadId"],
    {
      ...uploadId,
      ...uploaded,
      "x-amz-checksum-type": z.enum(["COMPOSITE", "FULL_OBJECT"]).optional(),
      "x-amz-mp-object-size": wholeText(0).optional(),
    },
    complete,
  ),
  s3Operation(["AbortMultipartUpload", "DELETE", "uploadId"], uploadId, (call, target: Target, { uploadId: id }) => {
    authorizeS3(call, "s3:AbortMultipartUpload", target.bucket, target.key);
    findUpload(target, id);
    target.bucket.uploads.delete(id);
    return { status: 204 };
  }),
];

function complete(
  call: ServiceCall,
  target: Target,
  {
    uploadId: id,
    "x-amz-mp-object-size": sizeBytes,
  }: { uploadId: string; "x-amz-mp-object-size"?: number | undefined },
): ServiceAnswer {
  const { bucket, key } = target;
  authorizeS3(call, "s3:PutObject", bucket, key);
  const upload = findUpload(target, id);
  const parts = readParts(call.body).map(({ number, etag }) => {
    const part = upload.parts.get(number);
    if (part?.etag.replaceAll('"', "") !== etag)
      throw new ServiceError("InvalidPart", "One or more of the specified parts could not be found.");
    return part;
  });
  if (parts.slice(0, -1).some(({ body }) => body.length < minPartBytes))
    throw new ServiceError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  if (sizeBytes !== undefined && sizeBytes !== parts.reduce((sum, { body }) => sum + body.length, 0))
    throw new ServiceError("InvalidRequest", "The size of the parts is not what x-amz-mp-object-size says.");
  const digest = createHash("md5");
  for (const { etag } of parts) digest.update(Buffer.from(etag.replaceAll('"', ""), "hex"));
  const etag = `"${digest.digest("hex")}-${parts.length}"`;
  writeObject(bucket, key, Buffer.concat(parts.map(({ body }) => body)), upload.headers, etag);
  bucket.uploads.delete(id);
  return { status: 200, body: toXml("CompleteMultipartUploadResult", { Bucket: bucket.name, Key: key, ETag: etag }) };
}

const one = <Item extends z.ZodType>(item: Item): z.ZodTuple<[Item]> => z.tuple([item]);
const completion = z.strictObject({
  Part: z
    .array(
      z.strictObject({
        PartNumber: one(wholeText(1, 10_000)),
        ETag: one(text()),
        ChecksumCRC32: one(text()).optional(),
        ChecksumSHA256: one(text()).optional(),
      }),
    )
    .max(10_000),
});

function readParts(body: Buffer): { number: number; etag: string }[] {
  const document = readXml(body, "CompleteMultipartUpload");
  const { Part } = readInput(completion, document, { operation: "CompleteMultipartUpload", value: "MalformedXML" });
  const parts = Part.map(({ PartNumber: [number], ETag: [etag] }) => ({ number, etag: etag.replaceAll('"', "") }));
  if (parts.some(({ number }, index) => index > 0 && number <= parts[index - 1]!.number))
    throw new ServiceError("InvalidPartOrder", "The list of parts was not in ascending order.");
  return parts;
}
