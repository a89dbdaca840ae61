import { ServiceError } from "../../service-error.ts";
import { served } from "../operation.ts";
import type { ServiceCall } from "../service-call.ts";

const storedHeaders =
  /^(content-type|content-encoding|content-language|content-disposition|cache-control|expires|x-amz-meta-.+)$/;
const maxMetadataBytes = 2048;

/** What may be said of how an object is kept: what is so without being asked for. */
export const stored = {
  "x-amz-acl": served(
    ["private"],
    [
      "public-read",
      "public-read-write",
      "authenticated-read",
      "aws-exec-read",
      "bucket-owner-read",
      "bucket-owner-full-control",
    ],
  ).optional(),
  "x-amz-server-side-encryption": served(["AES256"], ["aws:kms", "aws:kms:dsse", "aws:fsx"]).optional(),
  "x-amz-storage-class": served(
    ["STANDARD"],
    ["REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "GLACIER_IR", "DEEP_ARCHIVE"],
  ).optional(),
};

/** The headers of an upload that are kept with its object. */
export function toStoredHeaders(call: ServiceCall): Record<string, string> {
  const kept = Object.entries(call.headers).flatMap(([name, value]): [string, string][] =>
    value !== undefined && storedHeaders.test(name) ? [[name, value]] : [],
  );
  const metadata = kept.filter(([name]) => name.startsWith("x-amz-meta-"));
  const sizeBytes = Buffer.byteLength(
    metadata.map(([name, value]) => name.slice("x-amz-meta-".length) + value).join(""),
  );
  if (sizeBytes > maxMetadataBytes)
    throw new ServiceError("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size.");
  const headers: Record<string, string> = { "content-type": "binary/octet-stream", ...Object.fromEntries(kept) };
  // The framing of the upload is not part of the object.
  const encoding = headers["content-encoding"]
    ?.split(/, ?/)
    .filter((name) => name !== "aws-chunked")
    .join(", ");
  delete headers["content-encoding"];
  return encoding ? { ...headers, "content-encoding": encoding } : headers;
}
