import { once } from "node:events";
import { request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { duplexPair } from "node:stream";

/** The answer of the engine as it came. */
export interface EngineAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The DynamoDB engine (dynalite, in memory) behind the front door. */
export interface Tables {
  /** Sends one operation as the SDK would. */
  send(operation: string, body: string): Promise<EngineAnswer>;
  /** Sends one and parses its answer; throws with DynamoDB's message when it refuses. */
  run(operation: string, input: object): Promise<Record<string, unknown>>;
}

/**
 * Starts the engine. It listens nowhere, for it asks nobody who they are and lets every web page read the answer (CORS); each
 * request has a connection in memory. It is handed whole requests only: a broken one would end its process, which is ours.
 */
export async function startTables(): Promise<Tables> {
  // Loaded here, not at the top: it costs a tenth of a second.
  // @ts-expect-error: it ships no types.
  const { default: dynalite } = (await import("dynalite")) as {
    default: (options: Record<"createTableMs" | "deleteTableMs" | "updateTableMs", number>) => Server;
  };
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });

  function createConnection(): ReturnType<typeof duplexPair>[0] {
    const [ours, theirs] = duplexPair();
    server.emit("connection", theirs);
    return ours;
  }

  async function send(operation: string, body: string): Promise<EngineAnswer> {
    const bytes = Buffer.from(body);
    const headers = {
      "Content-Type": "application/x-amz-json-1.0",
      "Content-Length": bytes.length,
      "X-Amz-Target": `DynamoDB_20120810.${operation}`,
      "X-Amz-Date": "20260101T000000Z",
      // The engine wants a signature to be there; the front door has judged the caller already.
      Authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local",
    };
    const request = httpRequest({ method: "POST", path: "/", createConnection, headers });
    request.end(bytes);
    const [response] = (await once(request, "response")) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const kept = ["content-type", "x-amz-crc32", "x-amzn-requestid"].flatMap((name) =>
      response.headers[name] ? [[name, String(response.headers[name])]] : [],
    );
    return {
      status: response.statusCode ?? 500,
      headers: Object.fromEntries(kept) as Record<string, string>,
      body: Buffer.concat(chunks).toString("utf8"),
    };
  }

  return {
    send,
    async run(operation, input) {
      const { status, body } = await send(operation, JSON.stringify(input));
      const answer = JSON.parse(body) as Record<string, unknown>;
      if (status !== 200) throw new Error(`DynamoDB ${operation}: ${String(answer["message"] ?? answer["__type"])}`);
      return answer;
    },
  };
}
