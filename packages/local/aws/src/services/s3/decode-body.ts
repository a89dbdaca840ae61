import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

import type { ServiceCall } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";

const uncompared =
  /^(?:UNSIGNED-PAYLOAD|STREAMING-UNSIGNED-PAYLOAD-TRAILER|STREAMING-AWS4-(?:HMAC|ECDSA-P256)-SHA256-PAYLOAD(?:-TRAILER)?)$/;

/**
 * Refuses a body that is not the one its header names; only a pre-signed URL may leave the header out.
 * See https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function checkPayload({ headers, query, body }: ServiceCall): void {
  const said = headers["x-amz-content-sha256"] ?? query.get("X-Amz-Content-Sha256") ?? undefined;
  if (said === undefined && headers["authorization"] === undefined) return;
  if (said === undefined)
    throw new ServiceError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  if (uncompared.test(said)) return;
  if (!/^[\da-f]{64}$/.test(said))
    throw new ServiceError(
      "InvalidArgument",
      "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, one of the STREAMING- values, or a valid sha256 value.",
    );
  const computed = createHash("sha256").update(body).digest("hex");
  if (said === computed) return;
  const fields = { ClientComputedContentSHA256: said, S3ComputedContentSHA256: computed };
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
  throw new ServiceError("XAmzContentSHA256Mismatch", message, 400, fields);
}

/** The bytes of an upload: taken out of the SDK's `aws-chunked` framing when it used it, and checked against the checksum it sent. */
export function decodeBody(call: ServiceCall): Buffer {
  const isFramed = call.headers["x-amz-content-sha256"]?.startsWith("STREAMING-") === true;
  const { body, trailers } = isFramed ? dechunk(call.body) : { body: call.body, trailers: new Map<string, string>() };
  const declared = call.headers["x-amz-decoded-content-length"];
  if (isFramed && declared === undefined)
    throw new ServiceError("MissingContentLength", "You must provide the x-amz-decoded-content-length header.", 411);
  const trailer = call.headers["x-amz-trailer"];
  if (trailer !== undefined && !trailers.has(trailer))
    throw new ServiceError("MalformedTrailerError", `The request has no trailing ${trailer}, as it says it had.`);
  if (declared !== undefined && declared !== String(body.length))
    throw new ServiceError("IncompleteBody", "The request body is not as long as x-amz-decoded-content-length says.");
  const expectedCrc = call.headers["x-amz-checksum-crc32"] ?? trailers.get("x-amz-checksum-crc32");
  const expectedSha = call.headers["x-amz-checksum-sha256"] ?? trailers.get("x-amz-checksum-sha256");
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  if (expectedCrc !== undefined && expectedCrc !== crc.toString("base64")) throw badDigest("CRC32");
  if (expectedSha !== undefined && expectedSha !== createHash("sha256").update(body).digest("base64"))
    throw badDigest("SHA256");
  if (call.headers["x-amz-sdk-checksum-algorithm"] !== undefined && (expectedCrc ?? expectedSha) === undefined)
    throw new ServiceError(
      "InvalidRequest",
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
  const md5 = call.headers["content-md5"];
  if (md5 !== undefined && md5 !== createHash("md5").update(body).digest("base64")) throw badDigest("Content-MD5");
  return body;
}

function badDigest(name: string): ServiceError {
  return new ServiceError("BadDigest", `The ${name} you specified did not match the calculated checksum.`);
}

// Chunks of `<size in hex>[;extension]\r\n<bytes>\r\n` up to one of size 0, then trailing headers.
function dechunk(framed: Buffer): { body: Buffer; trailers: Map<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = framed.indexOf("\r\n", at);
    const head = lineEnd < 0 ? "" : framed.toString("latin1", at, lineEnd);
    const size = /^[\da-f]{1,8}(?=;|$)/i.test(head) ? Number.parseInt(head, 16) : Number.NaN;
    if (Number.isNaN(size) || lineEnd + 2 + size > framed.length)
      throw new ServiceError("IncompleteBody", "The request body is not in the aws-chunked framing it declares.");
    at = lineEnd + 2;
    if (size === 0) break;
    chunks.push(framed.subarray(at, at + size));
    at += size + 2;
  }
  const lines = framed.toString("latin1", at).split("\r\n").filter(Boolean);
  const trailers = new Map(
    lines.map((line): [string, string] => [
      line.slice(0, line.indexOf(":")).toLowerCase(),
      line.slice(line.indexOf(":") + 1).trim(),
    ]),
  );
  return { body: Buffer.concat(chunks), trailers };
}
