import type { Service, ServiceAnswer } from "./service-call.ts";
import { ServiceError } from "../service-error.ts";
import type { Operation, Refusals } from "./operation.ts";

/** What tells one service of AWS's JSON protocol from another. */
export interface JsonProtocol {
  version: "1.0" | "1.1";
  /** As people call it. */
  name: string;
  /** Before the operation in `X-Amz-Target`. */
  targetPrefix: string;
  /** The code of a value that the service does not take. */
  valueCode: string;
  maxBodyBytes?: number;
  /** Whether a member that is null is told from one that is not there. */
  keepsNull?: boolean;
}

const usualBodyBytes = 1024 * 1024;

/** A service that speaks AWS's JSON protocol: the operation is in `X-Amz-Target`, input and output are JSON documents. */
export function jsonService(
  { version, name, targetPrefix, valueCode, maxBodyBytes, keepsNull }: JsonProtocol,
  operations: Record<string, Operation<object | Promise<object>>>,
): Service {
  const headers = { "Content-Type": `application/x-amz-json-${version}` };
  return {
    operations: Object.keys(operations),
    async handle(call): Promise<ServiceAnswer> {
      const operation = targetOf(call, targetPrefix);
      if (operation === undefined || !Object.hasOwn(operations, operation))
        throw unknownOperation(name, operation, operations);
      const refusals: Refusals = { operation, value: valueCode, type: "SerializationException" };
      const input = parseInput(call.body, maxBodyBytes, keepsNull);
      return { status: 200, headers, body: JSON.stringify(await operations[operation]!(input, call, refusals)) };
    },
    toError: (error) => toJsonError(error, headers),
  };
}

// By its method, path and `X-Amz-Target`; undefined when that is not of the service.
function targetOf(
  { method, path, headers }: { method: string; path: string; headers: Record<string, string | undefined> },
  targetPrefix: string,
): string | undefined {
  const [prefix, operation, ...rest] = headers["x-amz-target"]?.split(".") ?? [];
  return method === "POST" && path === "/" && prefix === targetPrefix && rest.length === 0 ? operation : undefined;
}

function unknownOperation(name: string, operation: string | undefined, operations: object): ServiceError {
  const known = Object.keys(operations).join(", ");
  return new ServiceError(
    "UnknownOperationException",
    `Local AWS does not implement ${name} ${operation || "without an operation"}; it has ${known}.`,
  );
}

/** Writes an error as AWS's JSON protocols do: its code in a header and in the document. */
export function toJsonError({ code, message, status }: ServiceError, headers: Record<string, string>): ServiceAnswer {
  return {
    status,
    headers: { ...headers, "x-amzn-errortype": code },
    body: JSON.stringify({ __type: code, message, Message: message }),
  };
}

/** Parses the body of a call as the JSON object it has to be; a member that is null is taken for one that is not there, unless it is kept. */
export function parseInput(body: Buffer, maxBodyBytes = usualBodyBytes, keepsNull = false): Record<string, unknown> {
  if (body.length > maxBodyBytes)
    throw new ServiceError("RequestEntityTooLargeException", `The request is larger than ${maxBodyBytes} bytes.`, 413);
  const input = parseJson(body, keepsNull ? undefined : (_, value: unknown) => value ?? undefined);
  if (typeof input === "object" && input !== null && !Array.isArray(input)) return withoutNull(input);
  throw new ServiceError("SerializationException", "The request body is not a JSON object.");
}

const withoutNull = (input: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));

function parseJson(body: Buffer, reviver: ((key: string, value: unknown) => unknown) | undefined): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    return JSON.parse(text === "" ? "{}" : text, reviver);
  } catch {
    return undefined;
  }
}
