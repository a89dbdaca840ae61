import { AwsFailure } from "@cliq-actions/aws/aws-failure";
import type { AwsService } from "@cliq-actions/aws/aws-service";
import { UpstreamFailed } from "@cliq-actions/core";
import type { Rows } from "./rows.ts";

/** Rows as items of a DynamoDB table: the condition on the put makes a row its own record of having been made. */
export function dynamodbRows(dynamodb: AwsService, tableName: string): Rows {
  return {
    async keep({ businessKey, deliveryKey, words, by }) {
      try {
        await dynamodb.call("PutItem", {
          TableName: tableName,
          Item: { id: { S: businessKey }, deliveryKey: { S: deliveryKey }, words: { S: words }, by: { S: by } },
          ConditionExpression: "attribute_not_exists(id)",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        });
        return { words, by, byThisClick: true };
      } catch (error) {
        const old = error instanceof AwsFailure ? (error.output.Item as Row | undefined) : undefined;
        if (old === undefined) throw new UpstreamFailed("row store", { cause: error });
        return { words: old.words?.S ?? "", by: old.by?.S ?? "", byThisClick: old.deliveryKey?.S === deliveryKey };
      }
    },
  };
}

/** An item of text alone, as DynamoDB writes it. */
type Row = Readonly<Record<string, { readonly S?: string }>>;
