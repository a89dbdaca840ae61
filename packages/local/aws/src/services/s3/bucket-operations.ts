import { z } from "zod";

import { text, truthText, wholeText } from "../operation.ts";
import { toXml } from "../to-xml.ts";
import { authorizeS3 } from "./authorize-s3.ts";
import type { Bucket } from "./buckets.ts";
import { listObjects } from "./list-objects.ts";
import { type S3Operation, s3Operation } from "./s3-operation.ts";

/** Of a bucket: the list of its objects, and where it is. */
export const bucketOperations: readonly S3Operation<Bucket>[] = [
  s3Operation(["GetBucketLocation", "GET", "location"], { location: text(0, 0) }, (call, bucket: Bucket) => {
    authorizeS3(call, "s3:GetBucketLocation", bucket);
    return { status: 200, body: toXml("LocationConstraint", {}) };
  }),
  s3Operation(
    ["ListObjectsV2", "GET", "list-type"],
    {
      prefix: text().default(""),
      "max-keys": wholeText(0, 2_147_483_647).default(1000),
      "encoding-type": z.enum(["url"]).optional(),
      "list-type": z.enum(["2"]),
      delimiter: text().default(""),
      "start-after": text().default(""),
      "continuation-token": z.base64().min(1).optional(),
      "fetch-owner": truthText.optional(),
    },
    (call, bucket: Bucket, input) => {
      authorizeS3(call, "s3:ListBucket", bucket);
      return { status: 200, body: listObjects(bucket, input) };
    },
  ),
];
