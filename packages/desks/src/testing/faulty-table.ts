// Whoever imports this file from another room needs the description, too.
// oxlint-disable-next-line typescript/triple-slash-reference -- a description of a library without types cannot be imported
/// <reference path="./dynalite.d.ts" />
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { type AttributeValue, CreateTableCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { awsService } from "@cliq-actions/aws/aws-service";
import { type ProxyFault, startFaultyProxy } from "./faulty-proxy.ts";
import { dynamodbDesk } from "../built-in/dynamodb-desk.ts";
import type { TicketDesk } from "../ticket-desk.ts";
import { type TicketTable, ticketTable } from "../ticket-table.ts";

/** A real table behind a proxy that fails on demand, and the built-in desk on it. */
export interface FaultyTable {
  /** For any desk, as patient as {@link FaultyTable.desk}. */
  readonly table: TicketTable;
  /** Waits for answers longer than the deployed one, so that a busy machine is no fault. */
  readonly desk: TicketDesk;
  /** As deployed: an answer that takes more than two seconds is none. */
  readonly deployedDesk: TicketDesk;
  /** For `AWS_ENDPOINT_URL_DYNAMODB`. */
  readonly endpoint: string;
  /** Faults for the next PutItems, one each; then all is well. */
  readonly faults: ProxyFault[];
  /** How many PutItems arrived at the proxy so far. */
  puts(): number;
  rows(): Promise<Record<string, AttributeValue>[]>;
  close(): void;
}

/** A desk on dynalite, reached over HTTP; what it stores is read by the real SDK. */
export async function startFaultyTable(): Promise<FaultyTable> {
  const engine = dynalite({ createTableMs: 0 });
  const enginePort = await listen(engine);
  const isPut = ({ headers }: IncomingMessage): boolean => String(headers["x-amz-target"]).endsWith(".PutItem");
  const proxy = await startFaultyProxy(`http://127.0.0.1:${enginePort}`, isPut);
  const endpoint = proxy.origin;
  const variables = {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  const deployed = awsService("dynamodb", { variables });
  const patient = awsService("dynamodb", { variables, attemptTimeoutMs: 60_000, timeoutMs: 60_000 });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
  const schema = { AttributeName: "id" } as const;
  await client.send(
    new CreateTableCommand({
      TableName: "tickets",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ ...schema, AttributeType: "S" }],
      KeySchema: [{ ...schema, KeyType: "HASH" }],
    }),
  );
  const place = { dynamodb: patient, tableName: "tickets" };
  return {
    table: ticketTable(place),
    desk: dynamodbDesk(place),
    deployedDesk: dynamodbDesk({ ...place, dynamodb: deployed }),
    endpoint,
    faults: proxy.faults,
    puts: () => proxy.counted(),
    rows: async () => (await client.send(new ScanCommand({ TableName: "tickets" }))).Items ?? [],
    close() {
      client.destroy();
      proxy.close();
      engine.close();
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** An error as DynamoDB answers it. */
export function awsError(status: number, type: string): ProxyFault {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: type });
  return { status, headers: { "content-type": "application/x-amz-json-1.0" }, body };
}
