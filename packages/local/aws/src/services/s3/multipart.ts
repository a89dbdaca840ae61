import { createHash, randomBytes } from "node:crypto";

import type { ServiceAnswer, ServiceCall } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import { toXml } from "../to-xml.ts";
import { authorizeS3 } from "./authorize-s3.ts";
import type { Bucket } from "./buckets.ts";
import { decodeBody } from "./decode-body.ts";
import { writeObject } from "./write-object.ts";

const minPartBytes = 5 * 1024 * 1024;

/** Uploads in parts: begins one (`?uploads`), takes a part, puts it together, or drops it. */
export function answerMultipart(
  call: ServiceCall,
  bucket: Bucket,
  key: string,
  headers: Record<string, string>,
): ServiceAnswer {
  const { method, query } = call;
  const id = query.get("uploadId");
  authorizeS3(call, method === "DELETE" ? "s3:AbortMultipartUpload" : "s3:PutObject", bucket, key);
  if (method === "POST" && id === null) {
    const UploadId = randomBytes(24).toString("base64url");
    bucket.uploads.set(UploadId, { key, headers, parts: new Map() });
    return { status: 200, body: toXml("InitiateMultipartUploadResult", { Bucket: bucket.name, Key: key, UploadId }) };
  }
  const upload = bucket.uploads.get(id ?? "");
  if (upload?.key !== key)
    throw new ServiceError("NoSuchUpload", "The specified multipart upload does not exist.", 404);
  if (method === "DELETE") {
    bucket.uploads.delete(id!);
    return { status: 204 };
  }
  if (method === "PUT") {
    const number = Number(query.get("partNumber"));
    if (!(Number.isInteger(number) && number >= 1 && number <= 10_000))
      throw new ServiceError("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
    const body = decodeBody(call);
    const etag = `"${createHash("md5").update(body).digest("hex")}"`;
    upload.parts.set(number, { body, etag });
    return { status: 200, headers: { ETag: etag } };
  }
  const parts = readParts(call.body.toString("utf8")).map(({ number, etag }) => {
    const part = upload.parts.get(number);
    if (part?.etag.replaceAll('"', "") !== etag)
      throw new ServiceError("InvalidPart", "One or more of the specified parts could not be found.");
    return part;
  });
  if (parts.slice(0, -1).some(({ body }) => body.length < minPartBytes))
    throw new ServiceError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  const digest = createHash("md5");
  for (const { etag } of parts) digest.update(Buffer.from(etag.replaceAll('"', ""), "hex"));
  const etag = `"${digest.digest("hex")}-${parts.length}"`;
  writeObject(bucket, key, Buffer.concat(parts.map(({ body }) => body)), upload.headers, etag);
  bucket.uploads.delete(id!);
  return { status: 200, body: toXml("CompleteMultipartUploadResult", { Bucket: bucket.name, Key: key, ETag: etag }) };
}

// Read by pattern: the document is written by an SDK and holds nothing but numbers, tags and checksums.
function readParts(document: string): { number: number; etag: string }[] {
  const parts = [...document.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = ""]) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    etag: /<ETag>(?:"|&quot;|&#34;)?([\da-f]+)/.exec(part)?.[1] ?? "",
  }));
  if (parts.length === 0) throw new ServiceError("MalformedXML", "The XML you provided was not well-formed");
  if (parts.some(({ number }, index) => index > 0 && number <= parts[index - 1]!.number))
    throw new ServiceError("InvalidPartOrder", "The list of parts was not in ascending order.");
  return parts;
}
