import type { S3Bucket } from "@cliq-actions/aws/s3-bucket";
import { UpstreamFailed } from "@cliq-actions/core";
import type { Archive, ArchiveStore, StoredArchive } from "./archive.ts";
import { renderTranscript } from "./render-transcript.ts";

// An import of a module of Node's would make a name of every export, at each cold start.
const { hash } = process.getBuiltinModule("node:crypto");

/** Keeps archives in an S3 bucket, two objects each. Writing one again overwrites it with the same bytes. */
export function s3Archive(bucket: S3Bucket): ArchiveStore {
  return {
    async save(archive) {
      const keys = toArchiveKeys(archive);
      const document = `${JSON.stringify(archive, undefined, 2)}\n`;
      const outcomes = await Promise.allSettled([
        bucket.put(keys.documentKey, document, { "content-type": "application/json" }),
        bucket.put(keys.transcriptKey, renderTranscript(archive), { "content-type": "text/markdown; charset=utf-8" }),
      ]);
      const failed = outcomes.find((outcome) => outcome.status === "rejected");
      if (failed !== undefined) throw toFailure(failed.reason);
      return keys;
    },

    async saveFile(archive, index, bytes) {
      const key = `${toFolder(archive)}/files/${index + 1}`;
      // Whatever it says it is: nobody's browser is to run it.
      const headers = { "content-type": "application/octet-stream", "content-disposition": "attachment" };
      await bucket.put(key, bytes, headers).catch((error: unknown) => {
        throw toFailure(error);
      });
      return key;
    },
  };
}

function toFailure(cause: unknown): UpstreamFailed {
  return new UpstreamFailed("archive", { ...(cause instanceof Error ? { status: cause.name } : {}), cause });
}

function toArchiveKeys(archive: Archive): StoredArchive {
  const folder = toFolder(archive);
  return { transcriptKey: `${folder}/transcript.md`, documentKey: `${folder}/archive.json` };
}

/**
 * `archives/<yyyy>/<mm>/<dd>/<hash>`: the day in UTC and a hash of the delivery. Nothing that people wrote enters a key,
 * and the same delivery always comes to the same one.
 */
function toFolder({ archivedAt, deliveryKey }: Archive): string {
  return `archives/${archivedAt.slice(0, 10).replaceAll("-", "/")}/${hash("sha256", deliveryKey).slice(0, 32)}`;
}
