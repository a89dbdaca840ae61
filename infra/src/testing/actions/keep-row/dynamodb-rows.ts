import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { longestWorkMs } from "@cliq-actions/aws/sdk-limits";
import { UpstreamFailed } from "@cliq-actions/core";
import type { Rows } from "./rows.ts";

/** Rows as items of a DynamoDB table: the condition on the put makes a row its own record of having been made. */
export function dynamodbRows(client: DynamoDBClient, tableName: string): Rows {
  return {
    async keep({ businessKey, deliveryKey, words, by }) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: { id: { S: businessKey }, deliveryKey: { S: deliveryKey }, words: { S: words }, by: { S: by } },
        ConditionExpression: "attribute_not_exists(id)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      try {
        await client.send(put, { abortSignal: AbortSignal.timeout(longestWorkMs) });
        return { words, by, byThisClick: true };
      } catch (error) {
        const old = error instanceof ConditionalCheckFailedException ? error.Item : undefined;
        if (old === undefined) throw new UpstreamFailed("row store", { cause: error });
        return { words: old.words?.S ?? "", by: old.by?.S ?? "", byThisClick: old.deliveryKey?.S === deliveryKey };
      }
    },
  };
}
