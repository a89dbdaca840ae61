import { requireEnvironment } from "@cliq-actions/aws/environment";
import { s3Bucket } from "@cliq-actions/aws/s3-bucket";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
import { s3Archive } from "./s3-archive.ts";

/** The Lambda function behind "Archive". */
export const handler = serveMessageAction(action, () => ({
  store: s3Archive(s3Bucket(requireEnvironment("BUCKET_NAME"))),
}));
