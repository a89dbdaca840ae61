import { mostExecutions, mostReceives, pauseSeconds } from "./attempts.ts";
import type { Delivered } from "./deliver-reply.ts";
import type { Claim, JobRows } from "./job-rows.ts";

/** What a job needs of the world. Times are milliseconds since the epoch. */
export interface JobPorts {
  readonly rows: JobRows;
  readonly now: () => number;
  /** Runs the action and gives the response for Cliq; rejects with what should be tried again. */
  readonly execute: () => Promise<string>;
  /** Brings a response to the person. */
  readonly deliver: (response: string, isLast: boolean) => Promise<Delivered>;
  /** The response that says that the work has failed for good. */
  readonly failure: string;
}

/** One receive of a job from its queue. */
export interface Receive {
  /** The job's id: the key of its delivery. */
  readonly id: string;
  /** Unlike that of any other receive. */
  readonly holder: string;
  /** How often the queue has handed it out, with this time. */
  readonly receives: number;
  /** When this function will not be there any more. */
  readonly endsAt: number;
}

/** What came of a receive: a job that is over leaves its queue, any other comes back after a while. */
export type Received =
  | { readonly isOver: true; readonly outcome: "done" | "duplicate" }
  | {
      readonly isOver: false;
      readonly outcome: "busy" | "failed" | "undelivered" | "superseded" | "gave_up";
      readonly againInSeconds: number;
      readonly error?: unknown;
      readonly why?: string;
    };

/** A moment after a function's end: the clocks of two machines differ a little. */
const skewMs = 1_000;

/**
 * Works on a job that a queue handed out: executes it unless that has been done, brings the person its response, and marks
 * it done. However often it is handed out, and wherever a function dies, it is not lost; it is executed again only where
 * a function died before its response was kept, and told again only where one died before that was marked.
 */
export async function runJob({ id, holder, receives, endsAt }: Receive, ports: JobPorts): Promise<Received> {
  const { rows, now } = ports;
  let claim: Claim;
  try {
    claim = await rows.claim(id, holder, now(), endsAt + skewMs);
  } catch (error) {
    // Of a job that nothing is known of at its last receive, too, somebody is to hear.
    if (receives >= mostReceives) await ports.deliver(ports.failure, true).catch(() => undefined);
    return { isOver: false, outcome: "failed", againInSeconds: pauseSeconds(receives), error };
  }
  if (claim.kind === "done") return { isOver: true, outcome: "duplicate" };
  if (claim.kind === "busy") {
    const againInSeconds = Math.max(1, Math.ceil((claim.untilMs - now()) / 1_000));
    return { isOver: false, outcome: "busy", againInSeconds };
  }
  const comeBack = async (outcome: "failed" | "undelivered", askedMs: number, more: object): Promise<Received> => {
    await rows.release(id, holder);
    return { isOver: false, outcome, againInSeconds: pauseSeconds(receives, askedMs), ...more };
  };
  let { response } = claim;
  if (response === undefined) {
    if (receives > mostExecutions) return giveUp(claim.isTold);
    try {
      response = await ports.execute();
    } catch (error) {
      return comeBack("failed", 0, { error });
    }
    if (!(await rows.keepResponse(id, holder, response)))
      return { isOver: false, outcome: "superseded", againInSeconds: pauseSeconds(receives) };
  }
  try {
    const delivered = await ports.deliver(response, receives >= mostReceives);
    if (delivered.kind === "later") return comeBack("undelivered", delivered.askedMs, { why: delivered.why });
    if (delivered.kind === "impossible") return comeBack("undelivered", 0, { why: delivered.why });
  } catch (error) {
    return comeBack("undelivered", 0, { error });
  }
  await rows.finish(id, now());
  return { isOver: true, outcome: "done" };

  /** Nothing is executed any more: the person is told, and the queue moves the job to its dead letters. */
  async function giveUp(isTold: boolean): Promise<Received> {
    if (!isTold) {
      const delivered = await ports.deliver(ports.failure, true).catch((error: unknown) => ({ kind: "later", error }));
      if (delivered.kind !== "delivered") return comeBack("undelivered", 0, delivered);
      await rows.markTold(id, now());
    }
    await rows.release(id, holder);
    return { isOver: false, outcome: "gave_up", againInSeconds: 0 };
  }
}
