import type { ServiceError } from "../../service-error.ts";
import type { ServiceAnswer } from "../service-call.ts";

const simple = (name: string): string => `AWS.SimpleQueueService.${name}`;

/** What the older, query protocol calls an error; clients that were made for it still look for these. */
const queryCodes: Record<string, string> = {
  AccessDeniedException: "AccessDenied",
  BatchEntryIdsNotDistinct: simple("BatchEntryIdsNotDistinct"),
  BatchRequestTooLong: simple("BatchRequestTooLong"),
  EmptyBatchRequest: simple("EmptyBatchRequest"),
  InvalidBatchEntryId: simple("InvalidBatchEntryId"),
  MessageNotInflight: simple("MessageNotInflight"),
  PurgeQueueInProgress: simple("PurgeQueueInProgress"),
  QueueDoesNotExist: simple("NonExistentQueue"),
  TooManyEntriesInBatchRequest: simple("TooManyEntriesInBatchRequest"),
  UnrecognizedClientException: "InvalidClientTokenId",
  UnknownOperationException: "InvalidAction",
  UnsupportedOperation: simple("UnsupportedOperation"),
};
// These are not among the service's own.
const general: Record<string, string> = {
  InvalidParameterValue: "InvalidParameterValueException",
  MissingParameter: "MissingRequiredParameterException",
  AccessDeniedException: "AccessDeniedException",
  UnrecognizedClientException: "UnrecognizedClientException",
  SerializationException: "SerializationException",
  UnknownOperationException: "UnknownOperationException",
};

/** The code of an error in the query protocol. */
export function queryCodeOf(code: string): string {
  return Object.hasOwn(queryCodes, code) ? queryCodes[code]! : code;
}

/** Writes an error as SQS does, with its code in both protocols. */
export function toSqsError({ code, message, status }: ServiceError): ServiceAnswer {
  const __type = Object.hasOwn(general, code)
    ? `com.amazon.coral.service#${general[code]}`
    : `com.amazonaws.sqs#${code}`;
  const isDenied = code === "AccessDeniedException";
  return {
    status: isDenied ? 403 : status,
    headers: {
      "Content-Type": "application/x-amz-json-1.0",
      "x-amzn-query-error": `${queryCodeOf(code)};${status < 500 ? "Sender" : "Receiver"}`,
    },
    body: JSON.stringify({ __type, message }),
  };
}
