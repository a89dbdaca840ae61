import type { Account } from "../../account.ts";
import type { Service } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import { answerBucket } from "./bucket-operations.ts";
import { answerObject } from "./object-operations.ts";
import { toXml } from "../to-xml.ts";

/**
 * S3 over path-style addresses (which the SDK chooses for an IP address), in memory.
 * Its own, not s3rver: that one accepts a single fixed access key, which leaves no principal to judge, and knows no versions and no checksum trailers.
 */
export function s3Service(account: Account): Service {
  return {
    handle(call) {
      const [, bucketName = "", ...rest] = call.path.split("/");
      const key = decodeURIComponent(rest.join("/"));
      if (bucketName === "") {
        call.authorize("s3:ListAllMyBuckets", "*");
        const buckets = [...account.buckets.values()].map(({ name, createdAt }) => ({
          Name: name,
          CreationDate: createdAt,
        }));
        return { status: 200, body: toXml("ListAllMyBucketsResult", { Buckets: { Bucket: buckets } }) };
      }
      const bucket = account.buckets.get(bucketName);
      if (!bucket) throw new ServiceError("NoSuchBucket", "The specified bucket does not exist", 404);
      return key === "" ? answerBucket(call, bucket, account.region) : answerObject(account, call, bucket, key);
    },
    // S3's errors are in no namespace; a client that looks for the root by its name finds no other.
    toError({ code, message, status }, { requestId, method }) {
      const denied = code === "AccessDeniedException";
      const unknownKey = code === "UnrecognizedClientException";
      const Code = denied ? "AccessDenied" : unknownKey ? "InvalidAccessKeyId" : code;
      return {
        status: denied ? 403 : status,
        headers: { "Content-Type": "application/xml" },
        body: method === "HEAD" ? "" : toXml("Error", { Code, Message: message, RequestId: requestId }, ""),
      };
    },
  };
}
