import { type Connection, type ConnectionRequest, type ConnectionResponse, UpstreamFailed } from "@cliq-actions/core";

/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Sends a request to a server that translates. A person knows the service, not who it is; an operator finds that in the cause. */
export async function askServer(connection: Connection, request: ConnectionRequest): Promise<ConnectionResponse> {
  try {
    return await connection.send({ ...request, repeatable: true });
  } catch (error) {
    if (!(error instanceof UpstreamFailed)) throw error;
    const { status, errno, transient } = error;
    throw new UpstreamFailed("translation service", {
      cause: error,
      ...(status === undefined ? {} : { status }),
      ...(errno === undefined ? {} : { errno }),
      ...(transient === undefined ? {} : { transient }),
    });
  }
}

/** An answer's JSON object; an empty one where there is none. */
export function fieldsOf(answer: ConnectionResponse): Fields {
  try {
    const value = JSON.parse(answer.text) as unknown;
    return typeof value === "object" && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}

/** Throws what stands for an answer that the system's documentation does not have. */
export function unexpected({ status }: ConnectionResponse): never {
  throw new UpstreamFailed("translation service", { status: status === 200 ? "unexpected answer" : status });
}
