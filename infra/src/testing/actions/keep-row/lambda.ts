import { awsService } from "@cliq-actions/aws/aws-service";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
import { dynamodbRows } from "./dynamodb-rows.ts";

/** The Lambda function behind "Keep row". */
export const handler = serveMessageAction(action, () => ({
  rows: dynamodbRows(awsService("dynamodb"), requireEnvironment("TABLE_NAME")),
}));
