import type { AwsService } from "@cliq-actions/aws/aws-service";
import { UpstreamFailed } from "@cliq-actions/core";
import type { Notes } from "./notes.ts";

/** Notes as items of a DynamoDB table. */
export function dynamodbNotes(dynamodb: AwsService, tableName: string): Notes {
  return {
    async keep(key, words) {
      try {
        await dynamodb.call("PutItem", { TableName: tableName, Item: { id: { S: key }, words: { S: words } } });
      } catch (cause) {
        throw new UpstreamFailed("note store", { cause });
      }
    },
  };
}
