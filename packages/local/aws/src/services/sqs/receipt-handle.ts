import { randomUUID } from "node:crypto";

import type { Queue } from "./queue.ts";

/** Makes the handle that one receive of a message gives: it names queue and message, and is another every time. */
export function makeReceiptHandle({ name }: Queue, messageId: string): string {
  return Buffer.from([name, messageId, randomUUID()].join(" ")).toString("base64");
}

/** The id of the message that a handle of this queue is for; undefined for what is no handle of it. */
export function readReceiptHandle(queue: Queue, handle: string): string | undefined {
  const [name, messageId, nonce, ...rest] = Buffer.from(handle, "base64").toString("utf8").split(" ");
  return name === queue.name && messageId && nonce && rest.length === 0 ? messageId : undefined;
}
