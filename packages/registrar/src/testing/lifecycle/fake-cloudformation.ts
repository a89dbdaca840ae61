import { createHash } from "node:crypto";
import { apiOrigin, type Wanted } from "./wanted.ts";
import type { LambdaQueue } from "./lambda-queue.ts";
import type { VirtualWorld } from "../virtual-world.ts";

/** What the registrar said, or that the wait ended without an answer. */
export type Outcome =
  | { readonly status: "SUCCESS" | "FAILED"; readonly physicalId: string; readonly reason: string }
  | "unanswered";

/** One event, as CloudFormation keeps it. */
export interface SentEvent {
  readonly type: "Create" | "Update" | "Delete";
  readonly requestId: string;
  readonly url: string;
  readonly sentAt: number;
  /** Until when an answer counts. */
  until: number;
  readonly answers: { readonly document: string; readonly at: number }[];
  /** CloudFormation has gone on to something else. */
  abandoned: boolean;
}

/** How one event is sent. */
export interface Sending {
  readonly wanted: Wanted;
  /** Of an Update: what the stack asked for before. */
  readonly previous?: Wanted;
  readonly physicalId?: string;
  /** Another resource fails meanwhile: CloudFormation stops waiting after so long. */
  readonly cancelAfterMs?: number;
  /** When copies of the event arrive, the first one included. */
  readonly delaysMs: readonly number[];
  /** A retried deployment may use the same id again. */
  readonly requestId?: string;
}

/** How long CloudFormation waits for the resource. */
export const serviceTimeoutMs = 3_600_000;

/** The part of CloudFormation that asks custom resources and takes their answers. */
export function fakeCloudFormation(world: VirtualWorld, queue: LambdaQueue) {
  const sent: SentEvent[] = [];
  const waiting = new Map<string, { readonly event: SentEvent; readonly settle: (outcome: Outcome) => void }>();

  const send = async (stackId: string, type: SentEvent["type"], sending: Sending): Promise<Outcome> => {
    const count = sent.length + 1;
    const requestId = sending.requestId ?? `request-${count}`;
    const date = new Date(world.now()).toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const signature = createHash("md5").update(`${stackId}${count}`).digest("hex");
    const url = `https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/${stackId}%7CActions%7C${requestId}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=${date}&X-Amz-SignedHeaders=host&X-Amz-Expires=7200&X-Amz-Signature=${signature}`;
    const event: SentEvent = {
      type,
      requestId,
      url,
      sentAt: world.now(),
      until: world.now() + serviceTimeoutMs,
      answers: [],
      abandoned: false,
    };
    sent.push(event);
    const { wanted, previous, physicalId } = sending;
    const toProperties = ({ actions, functions, version, origin, unknown }: Wanted): object => ({
      ...unknown,
      ServiceToken: "arn:aws:lambda:us-east-1:123456789012:function:registrar",
      ServiceTimeout: String(serviceTimeoutMs / 1_000),
      Manifest: JSON.stringify({ version: 1, actions, functions }),
      ApiOrigin: origin ?? apiOrigin,
      CredentialVersion: String(version),
    });
    const document = {
      RequestType: type,
      ResponseURL: url,
      StackId: stackId,
      RequestId: requestId,
      LogicalResourceId: "Actions",
      ResourceType: "Custom::CliqMessageActions",
      ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
      ResourceProperties: toProperties(wanted),
      ...(previous === undefined ? {} : { OldResourceProperties: toProperties(previous) }),
    };
    for (const delayMs of sending.delaysMs) queue.invoke(document, delayMs);
    return new Promise<Outcome>((resolve) => {
      const settle = (outcome: Outcome): void => {
        if (!waiting.delete(url)) return;
        event.abandoned = outcome === "unanswered" && sending.cancelAfterMs !== undefined;
        resolve(outcome);
      };
      waiting.set(url, { event, settle });
      world.after(Math.min(sending.cancelAfterMs ?? serviceTimeoutMs, serviceTimeoutMs), () => settle("unanswered"));
    });
  };

  /** Storage takes what is put to a URL it knows; CloudFormation reads the first document. */
  const put = (url: string, document: string): number => {
    const event = sent.find((one) => one.url === url);
    if (event === undefined) return 403;
    event.answers.push({ document, at: world.now() });
    const { Status, PhysicalResourceId, Reason } = JSON.parse(document) as Record<string, string>;
    waiting.get(url)?.settle({
      status: Status === "SUCCESS" ? "SUCCESS" : "FAILED",
      physicalId: PhysicalResourceId ?? "",
      reason: Reason ?? "",
    });
    return 200;
  };
  return { send, put, sent: sent as readonly SentEvent[] };
}

/** See {@link fakeCloudFormation}. */
export type FakeCloudFormation = ReturnType<typeof fakeCloudFormation>;
