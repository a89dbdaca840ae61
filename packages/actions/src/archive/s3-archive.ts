import { createHash } from "node:crypto";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { UpstreamFailed } from "@cliq-actions/core";
import { longestWorkMs } from "@cliq-actions/aws/sdk-limits";
import type { Archive, ArchiveStore, StoredArchive } from "./archive.ts";
import { renderTranscript } from "./render-transcript.ts";

/** Keeps archives in an S3 bucket, two objects each. Writing one again overwrites it with the same bytes. */
export function s3Archive(client: S3Client, bucket: string): ArchiveStore {
  return {
    async save(archive) {
      const abortSignal = AbortSignal.timeout(longestWorkMs);
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

/**
 * `archives/<yyyy>/<mm>/<dd>/<hash>/…`: the day in UTC and a hash of the delivery. Nothing that people wrote enters
 * a key, and the same delivery always comes to the same one.
 */
function toArchiveKeys(archive: Archive): StoredArchive {
  const day = archive.archivedAt.slice(0, 10).replaceAll("-", "/");
  const hash = createHash("sha256").update(archive.deliveryKey).digest("hex").slice(0, 32);
  const folder = `archives/${day}/${hash}`;
  return { transcriptKey: `${folder}/transcript.md`, documentKey: `${folder}/archive.json` };
}
