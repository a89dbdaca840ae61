import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import { sdkLimits } from "@cliq-actions/aws/sdk-limits";
import action from "./action.ts";
import { dynamodbDesk } from "./dynamodb-desk.ts";

/** The Lambda function behind "Create ticket". */
export const handler = serveMessageAction(action, () => ({
  desk: dynamodbDesk(new DynamoDBClient(sdkLimits), requireEnvironment("TABLE_NAME")),
}));
