import type { S3Bucket } from "@cliq-actions/aws/s3-bucket";
import { UpstreamFailed } from "@cliq-actions/core";
import type { Files } from "./files.ts";

/** Files as objects below `files/` of an S3 bucket. */
export function s3Files(bucket: S3Bucket): Files {
  return {
    async save(name, content) {
      await bucket.put(`files/${name}`, content).catch((cause: unknown) => {
        throw new UpstreamFailed("file store", { cause });
      });
    },
  };
}
