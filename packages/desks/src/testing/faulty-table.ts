// Whoever imports this file from another room needs the description, too.
// oxlint-disable-next-line typescript/triple-slash-reference -- a description of a library without types cannot be imported
/// <reference path="./dynalite.d.ts" />
import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { type AttributeValue, CreateTableCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { awsService } from "@cliq-actions/aws/aws-service";
import { dynamodbDesk } from "../built-in/dynamodb-desk.ts";
import type { TicketDesk } from "../ticket-desk.ts";
import { type TicketTable, ticketTable } from "../ticket-table.ts";

/**
 * What can go wrong with one PutItem: silence, an error of DynamoDB's, or a broken connection, before or after the item
 * is written; `meanwhile` is done first.
 */
type Fault =
  | "hang"
  | { readonly status: number; readonly type: string }
  | { readonly broken: "before" | "after"; readonly meanwhile?: () => void };

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
  readonly faults: Fault[];
  /** How many PutItems arrived at the proxy so far. */
  puts(): number;
  rows(): Promise<Record<string, AttributeValue>[]>;
  close(): void;
}

/** A desk on dynalite, reached over HTTP; what it stores is read by the real SDK. */
export async function startFaultyTable(): Promise<FaultyTable> {
  const faults: Fault[] = [];
  let puts = 0;
  const engine = dynalite({ createTableMs: 0 });
  const enginePort = await listen(engine);
  const proxy = createServer((incoming, outgoing) => {
    const isPut = String(incoming.headers["x-amz-target"]).endsWith(".PutItem");
    if (isPut) puts += 1;
    passOn(incoming, outgoing, enginePort, isPut ? faults.shift() : undefined);
  });
  const endpoint = `http://127.0.0.1:${await listen(proxy)}`;
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
  const table = ticketTable(patient, "tickets");
  return {
    table,
    desk: dynamodbDesk(table),
    deployedDesk: dynamodbDesk(ticketTable(deployed, "tickets")),
    endpoint,
    faults,
    puts: () => puts,
    rows: async () => (await client.send(new ScanCommand({ TableName: "tickets" }))).Items ?? [],
    close() {
      client.destroy();
      proxy.closeAllConnections();
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

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, port: number, fault: Fault | undefined): void {
  if (fault === "hang") return;
  const breakConnection = (): void => {
    if (fault && "meanwhile" in fault) fault.meanwhile?.();
    incoming.socket.destroy();
  };
  if (fault && "broken" in fault && fault.broken === "before") return breakConnection();
  if (fault && "status" in fault) {
    outgoing.writeHead(fault.status, { "content-type": "application/x-amz-json-1.0" });
    return void outgoing.end(
      JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${fault.type}`, message: fault.type }),
    );
  }
  const { method, url, headers } = incoming;
  const onward = httpRequest({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
    if (fault) {
      answer.resume().once("end", breakConnection);
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
  });
  incoming.pipe(onward);
}
