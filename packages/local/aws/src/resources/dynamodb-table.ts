import { isDeepStrictEqual } from "node:util";

import { physicalName } from "../stack/physical-name.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

// What the engine understands of a table; the rest is encryption, backups, expiry and the like.
const engineProperties = ["AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"];
const ignored = [
  "BillingMode",
  "ProvisionedThroughput",
  "TimeToLiveSpecification",
  "PointInTimeRecoverySpecification",
  "SSESpecification",
  "TableClass",
  "ContributorInsightsSpecification",
  "Tags",
];

/** `AWS::DynamoDB::Table`, billed on demand whatever it says. Items past their time to live stay, as they may on AWS for days. */
export const dynamodbTable: ResourceType = {
  properties: ["TableName", "DeletionProtectionEnabled", ...engineProperties],
  ignored,
  attributes: ["Arn", "TableId"],
  create,
  update(resource, deployment, previous) {
    const changed = ["TableName", ...engineProperties].some(
      (key) => !isDeepStrictEqual(resource.properties[key], previous.properties[key]),
    );
    return changed ? create(resource, deployment) : describe(previous.physicalId, deployment);
  },
  async delete({ physicalId, properties }, { account }) {
    if (String(properties["DeletionProtectionEnabled"]) === "true")
      throw new Error(`The table ${physicalId} cannot be deleted while DeletionProtectionEnabled is true.`);
    await account.tables.run("DeleteTable", { TableName: physicalId });
  },
};

async function create(resource: DesiredResource, deployment: Deployment): Promise<ResourceState> {
  const { tables } = deployment.account;
  const name = (resource.properties["TableName"] as string | undefined) ?? physicalName(resource, 255);
  const understood = Object.fromEntries(
    engineProperties.flatMap((key) => (key in resource.properties ? [[key, resource.properties[key]]] : [])),
  );
  await tables.run("CreateTable", {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    ...(withoutThroughput(understood) as object),
  });
  for (let tries = 0; tries < 200; tries++) {
    const { Table } = await tables.run("DescribeTable", { TableName: name });
    if ((Table as { TableStatus: string }).TableStatus === "ACTIVE") return describe(name, deployment);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`The table ${name} did not become active.`);
}

function describe(name: string, { account }: Deployment): ResourceState {
  return {
    physicalId: name,
    attributes: { Arn: `arn:aws:dynamodb:${account.region}:${account.accountId}:table/${name}`, TableId: name },
  };
}

function withoutThroughput(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutThroughput);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "ProvisionedThroughput" && key !== "ContributorInsightsSpecification")
      .map(([key, inner]) => [key, withoutThroughput(inner)]),
  );
}
