import { type AttributeValue, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { LocalStack } from "@cliq-actions/local-aws";
import type { Stage } from "./start-stage.ts";

/** How many rows the tables of an action hold. */
export async function countRows(stage: Pick<Stage, "aws">, stack: LocalStack, slug: string): Promise<number> {
  return (await readRows(stage, stack, slug)).length;
}

/** The rows that the tables of an action hold, as DynamoDB writes them. */
export async function readRows(
  { aws }: Pick<Stage, "aws">,
  stack: LocalStack,
  slug: string,
): Promise<readonly Record<string, AttributeValue>[]> {
  const tables = stack.resources.filter(
    ({ type, path }) => type === "AWS::DynamoDB::Table" && path.includes(`/${slug}/`),
  );
  const { endpoints, adminCredentials: credentials } = aws;
  const client = new DynamoDBClient({ region: "us-east-1", endpoint: endpoints.dynamodb, credentials });
  const found = await Promise.all(
    tables.map(async ({ physicalId: TableName }) => client.send(new ScanCommand({ TableName, ConsistentRead: true }))),
  );
  client.destroy();
  return found.flatMap(({ Items = [] }) => Items);
}

/** The stage's parameters of these names, decrypted. */
export async function readParameters({ aws, parameterPrefix }: Stage, names: readonly string[]): Promise<string[]> {
  const { endpoints, adminCredentials: credentials } = aws;
  const client = new SSMClient({ region: "us-east-1", endpoint: endpoints.ssm, credentials });
  const read = async (name: string): Promise<string> => {
    const get = new GetParameterCommand({ Name: `${parameterPrefix}/${name}`, WithDecryption: true });
    return (await client.send(get)).Parameter?.Value ?? "";
  };
  const values = await Promise.all(names.map(read));
  client.destroy();
  return values;
}
