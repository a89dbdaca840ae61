import { awsService } from "@cliq-actions/aws/aws-service";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
import { dynamodbDesk } from "./dynamodb-desk.ts";

/** The Lambda function behind "Create ticket". */
export const handler = serveMessageAction(action, () => ({
  desk: dynamodbDesk(awsService("dynamodb"), requireEnvironment("TABLE_NAME")),
}));
