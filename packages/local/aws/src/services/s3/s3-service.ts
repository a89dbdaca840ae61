import type { Account } from "../../account.ts";
import type { Service } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import { text } from "../operation.ts";
import { toXml } from "../to-xml.ts";
import { bucketOperations } from "./bucket-operations.ts";
import { checkPayload } from "./decode-body.ts";
import { multipartOperations } from "./multipart.ts";
import { objectOperations } from "./object-operations.ts";
import { answerS3, s3Operation } from "./s3-operation.ts";

const maxKeyBytes = 1024;

/**
 * S3 over path-style addresses (which the SDK chooses for an IP address), in memory.
 * Its own, no library: none knows principals whose policies can be judged, versions and checksum trailers.
 */
export function s3Service(account: Account): Service {
  const listBuckets = s3Operation(
    ["ListBuckets", "GET"],
    { prefix: text().default("") },
    (call, _: undefined, { prefix }) => {
      call.authorize("s3:ListAllMyBuckets", "*");
      const buckets = [...account.buckets.values()].filter(({ name }) => name.startsWith(prefix));
      const Bucket = buckets.map(({ name, createdAt }) => ({ Name: name, CreationDate: createdAt }));
      return { status: 200, body: toXml("ListAllMyBucketsResult", { Buckets: { Bucket } }) };
    },
  );
  const ofBuckets = bucketOperations(account.region);
  const ofObjects = [...multipartOperations, ...objectOperations(account)];
  return {
    operations: [listBuckets, ...ofBuckets, ...ofObjects].map(({ name }) => name),
    handle(call) {
      checkPayload(call);
      const [, bucketName = "", ...rest] = call.path.split("/");
      const key = decodeURIComponent(rest.join("/"));
      if (bucketName === "") return answerS3([listBuckets], call, undefined, "S3 without a bucket");
      const bucket = account.buckets.get(bucketName);
      if (!bucket) throw new ServiceError("NoSuchBucket", "The specified bucket does not exist", 404);
      if (Buffer.byteLength(key) > maxKeyBytes)
        throw new ServiceError("KeyTooLongError", `Your key is too long: ${maxKeyBytes} bytes are the most.`);
      const owner = call.headers["x-amz-expected-bucket-owner"];
      if (owner !== undefined && owner !== account.accountId)
        throw new ServiceError("AccessDenied", "The bucket is not that of the expected owner.", 403);
      if (key === "") return answerS3(ofBuckets, call, bucket, "an S3 bucket");
      return answerS3(ofObjects, call, { bucket, key }, "an S3 object");
    },
    // S3's errors are in no namespace; a client that looks for the root by its name finds no other.
    toError({ code, message, status, fields }, { requestId, method }) {
      const denied = code === "AccessDeniedException";
      const unknownKey = code === "UnrecognizedClientException";
      const Code = denied ? "AccessDenied" : unknownKey ? "InvalidAccessKeyId" : code;
      return {
        status: denied ? 403 : status,
        headers: { "Content-Type": "application/xml" },
        body: method === "HEAD" ? "" : toXml("Error", { Code, Message: message, ...fields, RequestId: requestId }, ""),
      };
    },
  };
}
