import { S3Client } from "@aws-sdk/client-s3";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import { sdkLimits } from "@cliq-actions/aws/sdk-limits";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
import { s3Files } from "./s3-files.ts";

/** The Lambda function behind "Store file". */
export const handler = serveMessageAction(action, () => ({
  files: s3Files(new S3Client(sdkLimits), requireEnvironment("BUCKET_NAME")),
}));
