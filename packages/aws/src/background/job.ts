import { UserError } from "@cliq-actions/core";

const { deflateSync, inflateSync } = process.getBuiltinModule("node:zlib");

/** A click that is to be worked on later: all of it, as it was received. */
export interface Job {
  /** The raw body of the click. */
  readonly body: Buffer;
  /** What the person may quote. */
  readonly reference: string;
  /** When it was received, in milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** What SQS takes in one message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const largestMessageBytes = 1_048_576;
/** What Lambda takes with one request, and so the largest click there is. */
const largestBodyBytes = 6 * 1_048_576;

/** A job as the text of a queue's message; throws `UserError` where it is more than a queue takes. */
export function toJobText({ body, reference, receivedAt }: Omit<Job, "body"> & { body: string | Uint8Array }): string {
  const text = JSON.stringify({ v: 1, reference, receivedAt, body: deflateSync(body).toString("base64") });
  if (text.length <= largestMessageBytes) return text;
  throw new UserError("That is too much to be worked on later. Choose fewer messages.");
}

/** The job in a queue's message; undefined for what no webhook of ours has sent. */
export function parseJob(text: string): Job | undefined {
  try {
    const { v, reference, receivedAt, body } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (v !== 1 || typeof reference !== "string" || !Number.isSafeInteger(receivedAt) || typeof body !== "string")
      return undefined;
    const inflated = inflateSync(Buffer.from(body, "base64"), { maxOutputLength: largestBodyBytes });
    return { body: inflated, reference, receivedAt: receivedAt as number };
  } catch {
    return undefined;
  }
}
