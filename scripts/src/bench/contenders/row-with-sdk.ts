import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import { sdkLimits } from "@cliq-actions/aws/sdk-limits";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import { banner, card, defineMessageAction, UpstreamFailed } from "@cliq-actions/core";

const client = new DynamoDBClient(sdkLimits);

const action = defineMessageAction({
  name: "Row with SDK",
  hint: "Keep this message as one row of a table",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message", "user"],
  async execute({ message, user, keys }) {
    const Item = { id: { S: keys.business }, words: { S: message.text }, by: { S: user.name } };
    const put = new PutItemCommand({
      TableName: requireEnvironment("TABLE_NAME"),
      Item,
      ConditionExpression: "attribute_not_exists(id)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    try {
      await client.send(put);
      return card({ title: "Row kept", text: message.text });
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return banner("Already kept");
      throw new UpstreamFailed("row store", { cause: error });
    }
  },
});

/** The test action that keeps a row, through AWS's SDK instead of the product's client. */
export const handler = serveMessageAction(action, {});
