import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ActionSite } from "../action-site.ts";

/**
 * What an action with a ticket desk needs, for the default export of its `infra.ts`: a table of its own, and leave to put
 * and read single items of it: no scan, no update, no delete.
 */
export function addTicketDesk({ scope, handler, stage }: ActionSite): void {
  const table = new Table(scope, "Tickets", {
    partitionKey: { name: "id", type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: TableEncryption.AWS_MANAGED,
    deletionProtection: stage.production,
    removalPolicy: stage.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  handler.addEnvironment("TABLE_NAME", table.tableName);
  handler.addToRolePolicy(
    new PolicyStatement({ actions: ["dynamodb:PutItem", "dynamodb:GetItem"], resources: [table.tableArn] }),
  );
}
