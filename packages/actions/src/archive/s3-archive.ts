import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { UpstreamFailed } from "@cliq-actions/core";
import { longestWork } from "@cliq-actions/aws/sdk-limits";
import { toArchiveKeys } from "./archive-keys.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { renderTranscript } from "./render-transcript.ts";

/** Keeps archives in an S3 bucket, two objects each. Writing one again overwrites it with the same bytes. */
export function s3Archive(client: S3Client, bucket: string): ArchiveStore {
  return {
    async save(archive) {
      const abortSignal = AbortSignal.timeout(longestWork);
      const keys = toArchiveKeys(archive);
      const put = async (key: string, contentType: string, body: string): Promise<void> => {
        const command = new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: contentType, Body: body });
        await client.send(command, { abortSignal });
      };
      const outcomes = await Promise.allSettled([
        put(keys.documentKey, "application/json", `${JSON.stringify(archive, undefined, 2)}\n`),
        put(keys.transcriptKey, "text/markdown; charset=utf-8", renderTranscript(archive)),
      ]);
      const failed = outcomes.find((outcome) => outcome.status === "rejected");
      if (failed !== undefined) throw toFailure(failed.reason);
      return keys;
    },
  };
}

function toFailure(cause: unknown): UpstreamFailed {
  return new UpstreamFailed("archive", { ...(cause instanceof Error ? { status: cause.name } : {}), cause });
}
