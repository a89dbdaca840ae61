import type { Account } from "../../account.ts";
import { ServiceError } from "../../service-error.ts";
import { jsonService } from "../json-service.ts";
import { toQueryError } from "../query-service.ts";
import type { Service } from "../service-call.ts";
import { messageOperations } from "./message-operations.ts";
import { moveOperations } from "./move-operations.ts";
import { queueOperations } from "./queue-operations.ts";
import { toSqsError } from "./to-sqs-error.ts";

const namespace = "http://queue.amazonaws.com/doc/2012-11-05/";
const protocol = {
  version: "1.0",
  name: "SQS",
  targetPrefix: "AmazonSQS",
  valueCode: "InvalidParameterValue",
  // A message of 1 MiB may be written with escapes.
  maxBodyBytes: 8 * 1024 * 1024,
} as const;

/** Simple Queue Service: the standard queues of the stacks. */
export function sqsService(account: Account): Service {
  const service = jsonService(protocol, {
    ...messageOperations(account),
    ...queueOperations(account),
    ...moveOperations(account),
  });
  return {
    ...service,
    handle(call) {
      // Clients of the years before 2023.
      if (call.headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
        return toQueryError(noQueries(), call.requestId, namespace);
      // A client asks at the address of the queue, or at that of the service.
      return service.handle(/^\/\d{12}\/[\w.-]+\/?$/.test(call.path) ? { ...call, path: "/" } : call);
    },
    toError: toSqsError,
  };
}

const noQueries = (): ServiceError =>
  new ServiceError(
    "InvalidAction",
    "Local AWS serves SQS in its JSON protocol only, and not in the query protocol. Take a newer AWS SDK, such as JavaScript 3.447, botocore 1.31.81 or Java 2.21.19.",
  );
