import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { longestWorkMs } from "@cliq-actions/aws/sdk-limits";
import { UpstreamFailed } from "@cliq-actions/core";
import type { Files } from "./files.ts";

/** Files as objects below `files/` of an S3 bucket. */
export function s3Files(client: S3Client, bucket: string): Files {
  return {
    async save(name, content) {
      const put = new PutObjectCommand({ Bucket: bucket, Key: `files/${name}`, Body: content });
      await client.send(put, { abortSignal: AbortSignal.timeout(longestWorkMs) }).catch((cause: unknown) => {
        throw new UpstreamFailed("file store", { cause });
      });
    },
  };
}
