import type { Account } from "../../account.ts";
import type { Service, ServiceCall } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import { text } from "../operation.ts";
import { toXml } from "../to-xml.ts";
import { bucketOperations } from "./bucket-operations.ts";
import { checkPayload } from "./decode-body.ts";
import { multipartOperations } from "./multipart.ts";
import { objectOperations } from "./object-operations.ts";
import { answerS3, s3Operation } from "./s3-operation.ts";

const maxKeyBytes = 1024;
const longestSignedS = 604_800;

/** Of a pre-signed address, how long it may be used: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function checkAddress({ query }: ServiceCall): void {
  if (!query.has("X-Amz-Credential")) return;
  const wrong = (message: string): never => {
    throw new ServiceError("AuthorizationQueryParametersError", message);
  };
  const missing = ["Algorithm", "Credential", "Signature", "Date", "SignedHeaders", "Expires"].find(
    (name) => !query.get(`X-Amz-${name}`),
  );
  if (missing !== undefined)
    wrong(
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  if (query.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256")
    wrong('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  const seconds = Number(query.get("X-Amz-Expires"));
  if (!Number.isInteger(seconds)) wrong("X-Amz-Expires should be a number");
  if (seconds < 0) wrong("X-Amz-Expires must be non-negative");
  if (seconds > longestSignedS)
    wrong(
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    );
  const [, date, time] = /^(\d{8})T(\d{6})Z$/.exec(query.get("X-Amz-Date") ?? "") ?? [];
  const signedAt = Date.parse(
    `${date?.replace(/(....)(..)(..)/, "$1-$2-$3")}T${time?.replace(/(..)(..)(..)/, "$1:$2:$3")}Z`,
  );
  if (Number.isNaN(signedAt)) wrong("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  if (signedAt + seconds * 1_000 < Date.now()) throw new ServiceError("AccessDenied", "Request has expired", 403);
}

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
      const Owner = { ID: account.accountId, DisplayName: "local" };
      const Prefix = prefix === "" ? undefined : prefix;
      return { status: 200, body: toXml("ListAllMyBucketsResult", { Owner, Buckets: { Bucket }, Prefix }) };
    },
  );
  const ofBuckets = bucketOperations(account.region);
  const ofObjects = [...multipartOperations, ...objectOperations(account)];
  return {
    operations: [listBuckets, ...ofBuckets, ...ofObjects].map(({ name }) => name),
    handle(call) {
      checkAddress(call);
      checkPayload(call);
      const [, bucketName = "", ...rest] = call.path.split("/");
      const key = decodeURIComponent(rest.join("/"));
      if (bucketName === "") return answerS3([listBuckets], call, undefined, "S3 without a bucket");
      const bucket = account.buckets.get(bucketName);
      if (!bucket && call.method === "PUT" && key === "")
        throw new ServiceError(
          "NotImplemented",
          "Local AWS does not implement CreateBucket: stacks make buckets.",
          501,
        );
      if (!bucket) throw new ServiceError("NoSuchBucket", "The specified bucket does not exist", 404);
      if (Buffer.byteLength(key) > maxKeyBytes)
        throw new ServiceError("KeyTooLongError", `Your key is too long: ${maxKeyBytes} bytes are the most.`);
      const owner = call.headers["x-amz-expected-bucket-owner"];
      if (owner !== undefined && owner !== account.accountId)
        throw new ServiceError("AccessDenied", "The bucket is not that of the expected owner.", 403);
      if (key === "") return answerS3(ofBuckets, call, bucket, "an S3 bucket");
      return answerS3(ofObjects, call, { bucket: bucket, key }, "an S3 object");
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
