import { isUtf8 } from "node:buffer";

import type { Account } from "../../account.ts";
import type { FoundFunction } from "../../lambda/functions.ts";
import { ServiceError } from "../../service-error.ts";
import type { ServiceAnswer } from "../service-call.ts";

const maxRequestBytes = 6_291_456;
const maxEventBytes = 1_048_576;

/** How a function is invoked: for an answer or as an event. */
export const invocationTypes = ["RequestResponse", "Event"] as const;

/** Invoke, for an answer or as an event. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export async function invoke(
  { functions }: Account,
  found: FoundFunction,
  body: Buffer,
  type: (typeof invocationTypes)[number],
): Promise<ServiceAnswer> {
  if (!isUtf8(body))
    throw new ServiceError("InvalidRequestContentException", "Could not parse request body into json: Invalid UTF-8");
  const payload = body.toString("utf8") || "{}";
  const limitBytes = type === "Event" ? maxEventBytes : maxRequestBytes;
  if (body.length > limitBytes)
    throw new ServiceError(
      "RequestTooLargeException",
      `Request must be smaller than ${limitBytes} bytes for the InvokeFunction operation`,
      413,
    );
  try {
    JSON.parse(payload);
  } catch (error) {
    throw new ServiceError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${String(error)}`,
    );
  }
  if (type === "Event") {
    void functions.invokeEvent(found, payload);
    return { status: 202 };
  }
  const result = await functions.invoke(found, payload);
  if (result.isThrottled) throw new ServiceError("TooManyRequestsException", "Rate Exceeded.", 429);
  return {
    status: 200,
    headers: {
      "Content-Type": "application/json",
      "X-Amz-Executed-Version": found.version.configuration.version,
      "x-amzn-requestid": result.requestId,
      ...(!result.ok && { "X-Amz-Function-Error": "Unhandled" }),
    },
    body: result.payload,
  };
}
