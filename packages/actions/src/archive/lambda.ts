import { S3Client } from "@aws-sdk/client-s3";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import { sdkLimits } from "@cliq-actions/aws/sdk-limits";
import action from "./action.ts";
import { s3Archive } from "./s3-archive.ts";

/** The Lambda function behind "Archive". */
export const handler = serveMessageAction(action, () => ({
  store: s3Archive(new S3Client(sdkLimits), requireEnvironment("BUCKET_NAME")),
}));
