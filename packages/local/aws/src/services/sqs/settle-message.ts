import { ServiceError } from "../../service-error.ts";
import { isInFlight } from "./message.ts";
import { readReceiptHandle } from "./receipt-handle.ts";
import { type Queue, wake } from "./queue.ts";

/** Deletes the message that a handle is for; with a handle that is not its last one, nothing happens, as SQS may do. */
export function deleteMessage(queue: Queue, receiptHandle: string): void {
  const messageId = idOf(queue, receiptHandle);
  if (queue.messages.get(messageId)?.receiptHandle !== receiptHandle) return;
  queue.messages.delete(messageId);
  queue.changes++;
}

/** Changes when a message in flight becomes visible again, counted from now. */
export function changeVisibility(queue: Queue, receiptHandle: string, visibilityMs: number): void {
  const message = queue.messages.get(idOf(queue, receiptHandle));
  const nowMs = Date.now();
  if (message === undefined || message.receiptHandle !== receiptHandle)
    throw new ServiceError(
      "InvalidParameterValue",
      `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  if (!isInFlight(message, nowMs)) throw new ServiceError("MessageNotInflight", "The message is not in flight.");
  message.visibleAtMs = nowMs + visibilityMs;
  queue.changes++;
  wake(queue);
}

function idOf(queue: Queue, receiptHandle: string): string {
  const messageId = readReceiptHandle(queue, receiptHandle);
  if (messageId === undefined)
    throw new ServiceError("ReceiptHandleIsInvalid", "The input receipt handle is invalid.", 404);
  return messageId;
}
