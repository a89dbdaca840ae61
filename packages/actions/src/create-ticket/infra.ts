import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ActionSite } from "@cliq-actions/infra/action-site";

/** The desk's own table, and leave to put and read single items of it: no scan, no update, no delete. */
export default function addTicketTable({ scope, handler, stage }: ActionSite): void {
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
