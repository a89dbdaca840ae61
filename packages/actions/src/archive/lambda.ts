import { openDownloads } from "@cliq-actions/aws/download";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import { s3Bucket } from "@cliq-actions/aws/s3-bucket";
import { serveInBackground } from "@cliq-actions/aws/serve-in-background";
import action from "./action.ts";
import { s3Archive } from "./s3-archive.ts";

/** Of a worker with 512 MB and three minutes. */
const limits = { fileBytes: 20 * 1_048_576, fileMs: 20_000, totalBytes: 200 * 1_048_576, totalMs: 100_000 };

/** The Lambda functions behind "Archive". */
export const { handler, worker } = serveInBackground(action, () => ({
  store: s3Archive(s3Bucket(requireEnvironment("BUCKET_NAME"), { attemptTimeoutMs: 15_000, timeoutMs: 40_000 })),
  openFiles: openDownloads(limits),
}));
