import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ActionSite } from "../action-site.ts";

const connectionOf = { github: "github", jira: "jira", "zoho-desk": "zohoDesk" } as const;

/**
 * What an action with a ticket desk needs, for the default export of its `infra.ts`: a table of its own, which is the
 * built-in desk and remembers the tickets of any other, leave to put and read single items of it (no scan, no update,
 * no delete), and what the stage says of its desk.
 */
export function addTicketDesk({ scope, handlers, connections, stage }: ActionSite): void {
  // Its secret and its way out would be missing at the first click.
  if (stage.desk.kind !== "built-in" && !connections.includes(connectionOf[stage.desk.kind])) {
    throw new Error(
      `the stage's desk is of the kind "${stage.desk.kind}", and this action connects to none: ` +
        "add a connections.ts with export default defineConnections(deskConnections), and deskFakes to its fake.ts.",
    );
  }
  const table = new Table(scope, "Tickets", {
    partitionKey: { name: "id", type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: TableEncryption.AWS_MANAGED,
    deletionProtection: stage.production,
    removalPolicy: stage.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  for (const handler of handlers) {
    handler.addEnvironment("TABLE_NAME", table.tableName);
    if (stage.desk.kind !== "built-in") handler.addEnvironment("TICKET_DESK", JSON.stringify(stage.desk));
    handler.addToRolePolicy(
      new PolicyStatement({ actions: ["dynamodb:PutItem", "dynamodb:GetItem"], resources: [table.tableArn] }),
    );
  }
}
