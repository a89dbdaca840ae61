import { z } from "zod";

import { ServiceError } from "../../service-error.ts";
import { readInput, served, text } from "../operation.ts";
import type { ServiceAnswer, ServiceCall } from "../service-call.ts";

/** What an operation of S3 is about: its bucket and its key, where it has them. */
export interface S3Operation<Target> {
  name: string;
  method: string;
  /** The query parameter or header by which it is told from others of its method. */
  mark?: string;
  /** The values of query parameters and headers that it knows, by name. */
  known: z.ZodObject;
  answer: (call: ServiceCall, target: Target, input: Record<string, unknown>) => ServiceAnswer;
}

/** Makes an operation out of what it knows besides what every one knows. */
export function s3Operation<Target, Shape extends z.ZodRawShape>(
  [name, method, mark]: readonly [name: string, method: string, mark?: string],
  shape: Shape,
  answer: (call: ServiceCall, target: Target, input: z.output<z.ZodObject<Shape>>) => ServiceAnswer,
): S3Operation<Target> {
  return {
    name,
    method,
    ...(mark !== undefined && { mark }),
    known: z.strictObject({ ...common, ...shape }),
    answer: answer as S3Operation<Target>["answer"],
  };
}

const common = {
  "x-id": text().optional(),
  "x-amz-expected-bucket-owner": text().optional(),
  "x-amz-request-payer": z.enum(["requester"]).optional(),
};

/** Of which algorithms a checksum is compared. */
const algorithms = served(["CRC32", "SHA256"], ["CRC32C", "SHA1", "CRC64NVME", "SHA512", "MD5", "XXHASH64"]);
/** The headers of a body that come with every call that has one. */
export const uploaded = {
  "x-amz-decoded-content-length": text().optional(),
  "x-amz-sdk-checksum-algorithm": algorithms.optional(),
  "x-amz-checksum-algorithm": algorithms.optional(),
  "x-amz-checksum-crc32": text().optional(),
  "x-amz-checksum-sha256": text().optional(),
  "x-amz-trailer": served(["x-amz-checksum-crc32", "x-amz-checksum-sha256"], ["x-amz-checksum-crc64nvme"]).optional(),
};

// The signature, and what clients tell of themselves.
const ofTransport =
  /^x-amz-(?:algorithm|content-sha256|credential|date|expires|security-token|signature|signedheaders|user-agent)$/;
// Headers that change what a call does; any other is the connection's, or describes the body.
const telling = /^(?:x-amz-.+|if-.+|range)$/;
const metadata = /^x-amz-meta-/;

/** Finds the operation that a call asks for, and answers; what the operation does not know is refused by name. */
export function answerS3<Target>(
  operations: readonly S3Operation<Target>[],
  call: ServiceCall,
  target: Target,
  what: string,
): ServiceAnswer {
  const given = Object.fromEntries(
    [...call.query, ...Object.entries(call.headers)].flatMap(([name, value], index): [string, string][] => {
      const isQuery = index < call.query.size;
      const lower = isQuery && !/^x-amz-/i.test(name) ? name : name.toLowerCase();
      const isTold = (isQuery || telling.test(lower)) && !ofTransport.test(lower) && !metadata.test(lower);
      return isTold && value !== undefined ? [[lower, value]] : [];
    }),
  );
  const candidates = operations.filter(({ method }) => method === call.method);
  if (candidates.length === 0)
    throw new ServiceError("MethodNotAllowed", `Local AWS does not implement ${call.method} on ${what}.`, 405);
  const found =
    candidates.find(({ mark }) => mark !== undefined && Object.hasOwn(given, mark)) ??
    candidates.find(({ mark }) => mark === undefined);
  const unserved = { code: "NotImplemented", status: 501 };
  if (!found) {
    const names = Object.keys(given).join(", ") || "no query";
    throw new ServiceError(unserved.code, `Local AWS does not implement ${call.method} on ${what} with ${names}.`, 501);
  }
  const input = readInput(found.known, given, { operation: found.name, value: "InvalidArgument", unserved });
  return found.answer(call, target, input);
}
