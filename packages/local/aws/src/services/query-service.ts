import type { Service, ServiceAnswer, ServiceCall } from "./service-call.ts";
import { ServiceError } from "../service-error.ts";
import { toXml, type XmlNode } from "./to-xml.ts";

const headers = { "Content-Type": "text/xml" };

/** One operation: takes the form fields, checks permission through the call, returns what is inside the result element. */
export type QueryOperation = (input: URLSearchParams, call: ServiceCall) => { [name: string]: XmlNode };

/** A service that speaks AWS's query protocol: the operation and its input are form fields, the answer is XML. */
export function queryService(name: string, namespace: string, operations: Record<string, QueryOperation>): Service {
  return {
    handle(call) {
      const input = new URLSearchParams(call.body.toString("utf8"));
      const action = input.get("Action") ?? "";
      if (!Object.hasOwn(operations, action)) {
        const known = Object.keys(operations).join(", ");
        throw new ServiceError("InvalidAction", `Local AWS does not implement ${name} ${action}; it has ${known}.`);
      }
      const result = operations[action]!(input, call);
      const content = { [`${action}Result`]: result, ResponseMetadata: { RequestId: call.requestId } };
      return { status: 200, headers, body: toXml(`${action}Response`, content, namespace) };
    },
    toError: (error, { requestId }) => toQueryError(error, requestId, namespace),
  };
}

/** Writes an error as the query protocol does. */
export function toQueryError(
  { code, message, status }: ServiceError,
  requestId: string,
  namespace: string,
): ServiceAnswer {
  const denied = code === "AccessDeniedException";
  const Code = denied ? "AccessDenied" : code === "UnrecognizedClientException" ? "InvalidClientTokenId" : code;
  const content = { Error: { Type: "Sender", Code, Message: message }, RequestId: requestId };
  return { status: denied ? 403 : status, headers, body: toXml("ErrorResponse", content, namespace) };
}
