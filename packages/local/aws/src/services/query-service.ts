import type { Service, ServiceAnswer } from "./service-call.ts";
import { ServiceError } from "../service-error.ts";
import { readForm } from "./form.ts";
import type { Operation } from "./operation.ts";
import { toXml, type XmlNode } from "./to-xml.ts";

const headers = { "Content-Type": "text/xml" };
const maxBodyBytes = 2 * 1024 * 1024;

/** One operation: takes the form fields, checks permission through the call, returns what is inside the result element. */
export type QueryOperation = Operation<{ [name: string]: XmlNode }>;

/** A service that speaks AWS's query protocol: the operation and its input are form fields, the answer is XML; `namespace` ends in the version of its API. */
export function queryService(
  { name, namespace, valueCode = "ValidationError" }: { name: string; namespace: string; valueCode?: string },
  operations: Record<string, QueryOperation>,
): Service {
  const version = namespace.split("/").at(-2);
  return {
    operations: Object.keys(operations),
    handle(call) {
      if (call.method !== "POST" || call.path !== "/")
        throw new ServiceError("InvalidAction", `${name} takes POST / only, not ${call.method} ${call.path}.`, 404);
      if (call.body.length > maxBodyBytes)
        throw new ServiceError("RequestEntityTooLarge", `The request is larger than ${maxBodyBytes} bytes.`, 413);
      const { Action: action, Version: asked, ...input } = readForm(call.body);
      if (typeof action !== "string")
        throw new ServiceError("MissingAction", "The request must contain the parameter Action.");
      if (!Object.hasOwn(operations, action) || (asked !== undefined && asked !== version)) {
        const known = Object.keys(operations).join(", ");
        throw new ServiceError(
          "InvalidAction",
          `Local AWS does not implement ${name} ${action} of version ${typeof asked === "string" ? asked : version}; it has ${known} of ${version}.`,
        );
      }
      const result = operations[action]!(input, call, { operation: action, value: valueCode });
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
