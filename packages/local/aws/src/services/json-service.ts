import type { Service, ServiceAnswer, ServiceCall } from "./service-call.ts";
import { ServiceError } from "../service-error.ts";

/** One operation: takes the parsed input, checks permission through the call, returns the output. */
export type JsonOperation = (input: Record<string, unknown>, call: ServiceCall) => object | Promise<object>;

/** A service that speaks AWS's JSON protocol: the operation is in `X-Amz-Target`, input and output are JSON documents. */
export function jsonService(version: "1.0" | "1.1", name: string, operations: Record<string, JsonOperation>): Service {
  const headers = { "Content-Type": `application/x-amz-json-${version}` };
  return {
    async handle(call): Promise<ServiceAnswer> {
      const operation = call.headers["x-amz-target"]?.split(".").at(-1) ?? "";
      if (!Object.hasOwn(operations, operation)) {
        const known = Object.keys(operations).join(", ");
        throw new ServiceError(
          "UnknownOperationException",
          `Local AWS does not implement ${name} ${operation || "without an operation"}; it has ${known}.`,
        );
      }
      return { status: 200, headers, body: JSON.stringify(await operations[operation]!(parseInput(call.body), call)) };
    },
    toError: (error) => toJsonError(error, headers),
  };
}

/** Writes an error as AWS's JSON protocols do: its code in a header and in the document. */
export function toJsonError({ code, message, status }: ServiceError, headers: Record<string, string>): ServiceAnswer {
  return {
    status,
    headers: { ...headers, "x-amzn-errortype": code },
    body: JSON.stringify({ __type: code, message, Message: message }),
  };
}

/** Parses the body of a call as the JSON document it has to be. */
export function parseInput(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString("utf8") || "{}") as Record<string, unknown>;
  } catch {
    throw new ServiceError("SerializationException", "The request body is not JSON.");
  }
}
