import { requireEnvironment } from "@cliq-actions/aws/environment";
import { s3Bucket } from "@cliq-actions/aws/s3-bucket";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
import { s3Files } from "./s3-files.ts";

/** The Lambda function behind "Store file". */
export const handler = serveMessageAction(action, () => ({
  files: s3Files(s3Bucket(requireEnvironment("BUCKET_NAME"))),
}));
