import { awsService } from "@cliq-actions/aws/aws-service";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import type { TablePlace } from "./ticket-rows.ts";

/** The table that the stack gave to this function. Call it in the factory of `serveMessageAction`. */
export function tableOfFunction(): TablePlace {
  return { dynamodb: awsService("dynamodb"), tableName: requireEnvironment("TABLE_NAME") };
}
