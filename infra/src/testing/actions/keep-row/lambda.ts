import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import { sdkLimits } from "@cliq-actions/aws/sdk-limits";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
import { dynamodbRows } from "./dynamodb-rows.ts";

/** The Lambda function behind "Keep row". */
export const handler = serveMessageAction(action, () => ({
  rows: dynamodbRows(new DynamoDBClient(sdkLimits), requireEnvironment("TABLE_NAME")),
}));
