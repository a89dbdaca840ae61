import { awsService } from "@cliq-actions/aws/aws-service";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import { serveInBackground } from "@cliq-actions/aws/serve-in-background";
import action from "./action.ts";
import { dynamodbNotes } from "./dynamodb-notes.ts";

/** The Lambda functions behind "Keep later". */
export const { handler, worker } = serveInBackground(action, () => ({
  notes: dynamodbNotes(awsService("dynamodb"), requireEnvironment("TABLE_NAME")),
}));
