import { mostReceives } from "../attempts.ts";
import type { Claim, JobRows } from "../job-rows.ts";
import { type JobPorts, type Received, runJob } from "../run-job.ts";

/** Where a process dies: at its n-th call of the outside, before that took effect or after it. */
export interface Death {
  readonly atCall: number;
  readonly isAfter: boolean;
}

/** How a world of jobs behaves. */
export interface JobsWorldSettings {
  /** From 0 to 1. */
  readonly random: () => number;
  /** Where the process that is given this receive dies; nowhere where undefined. */
  readonly dies?: (id: string, receives: number) => Death | undefined;
  /** Whether the queue hands this receive out to a second worker as well. */
  readonly isDoubled?: () => boolean;
  /** What the action does besides taking effect; it may throw. */
  readonly work?: (id: string) => void;
  /** What Cliq answers, given how often it was asked for this job. */
  readonly cliq?: (id: string, asked: number) => "takes" | "throttles" | "refuses";
}

/** What happened to one job. */
export interface JobFate {
  executed: number;
  /** What the person read, in order. */
  readonly read: string[];
  asked: number;
  receives: number;
  isDeleted: boolean;
  isDead: boolean;
  /** Calls of the last process, by name. */
  calls: string[];
}

const workerMs = 60_000;
const visibilityMs = 6 * workerMs;

interface Row {
  holder?: string;
  leaseUntil?: number;
  response?: string;
  doneAt?: number;
  toldAt?: number;
}

/**
 * A queue, a table and a Cliq in virtual time, and workers that take one job each and may die anywhere. `run` puts jobs
 * into the queue and resolves when each has left it, for its end or for the dead letters.
 */
export function jobsWorld({ random, dies, isDoubled, work, cliq }: JobsWorldSettings) {
  let now = 1_790_000_000_000;
  let holders = 0;
  /** Who wakes up when, in steps of 20 ms. */
  const sleeping = new Map<number, (() => void)[]>();
  const rows = new Map<string, Row>();
  const fates = new Map<string, JobFate>();
  const sleep = async (ms: number): Promise<void> =>
    new Promise((wake) => {
      const at = Math.ceil((now + ms) / 20) * 20;
      sleeping.set(at, [...(sleeping.get(at) ?? []), () => wake()]);
    });

  const fateOf = (id: string): JobFate => {
    const fate = fates.get(id);
    if (fate === undefined) throw new Error(`No job ${id}`);
    return fate;
  };
  const rowOf = (id: string): Row => {
    const row = rows.get(id) ?? {};
    rows.set(id, row);
    return row;
  };
  const changeMine = (id: string, holder: string, change: (row: Row) => void): boolean => {
    if (rowOf(id).holder !== holder) return false;
    change(rowOf(id));
    return true;
  };
  const claim = (id: string, holder: string, at: number, untilMs: number): Claim => {
    const row = rowOf(id);
    if (row.doneAt !== undefined) return { kind: "done" };
    if (row.leaseUntil !== undefined && row.leaseUntil >= at) return { kind: "busy", untilMs: row.leaseUntil };
    Object.assign(row, { holder, leaseUntil: untilMs });
    return { kind: "mine", response: row.response, isTold: row.toldAt !== undefined };
  };

  /** One process: each call takes a while, and it may be the last. */
  const serveOnce = async (id: string, receives: number): Promise<Received> => {
    const fate = fateOf(id);
    const death = dies?.(id, receives);
    const calls: string[] = [];
    fate.calls = calls;
    const call = async <T>(name: string, effect: () => T): Promise<T> => {
      const isLast = death?.atCall === calls.length;
      calls.push(name);
      await sleep(1 + random() * 400);
      if (isLast && !death.isAfter) await new Promise(() => undefined);
      const value = effect();
      await sleep(1 + random() * 100);
      if (isLast) await new Promise(() => undefined);
      return value;
    };
    const table: JobRows = {
      claim: async (...wish) => call("claim", () => claim(...wish)),
      keepResponse: async (_id, holder, response) =>
        call("keepResponse", () => changeMine(id, holder, (row) => void (row.response = response))),
      release: async (_id, holder) =>
        void (await call("release", () => changeMine(id, holder, (row) => delete row.leaseUntil))),
      markTold: async (_id, at) => call("markTold", () => void (rowOf(id).toldAt = at)),
      finish: async (_id, at) => call("finish", () => void (rowOf(id).doneAt = at)),
    };
    const ports: JobPorts = {
      rows: table,
      now: () => now,
      execute: async () =>
        call("execute", () => {
          fate.executed += 1;
          work?.(id);
          return "done";
        }),
      deliver: async (response) =>
        call("deliver", () => {
          fate.asked += 1;
          const said = cliq?.(id, fate.asked) ?? "takes";
          if (said === "throttles") return { kind: "later", askedMs: 600_000, why: "429" };
          if (said === "refuses") return { kind: "impossible", why: "404" };
          fate.read.push(response);
          return { kind: "delivered", by: "chat" };
        }),
      failure: "failed",
    };
    holders += 1;
    return runJob({ id, holder: String(holders), receives, endsAt: now + workerMs }, ports);
  };

  /** What a queue does with one message until it is deleted or a dead letter. */
  const handOut = async (id: string): Promise<void> => {
    const fate = fateOf(id);
    while (!fate.isDeleted) {
      if (fate.receives === mostReceives) {
        fate.isDead = true;
        return;
      }
      fate.receives += 1;
      const { receives } = fate;
      let backAt = now + visibilityMs;
      const serve = async (): Promise<void> => {
        const received = await serveOnce(id, receives);
        if (received.isOver) fate.isDeleted = true;
        else backAt = Math.min(backAt, now + received.againInSeconds * 1_000);
      };
      // A receive is over at its end, or when its process has died and the message is visible again.
      const served = [serve(), ...(isDoubled?.() === true ? [serve()] : [])];
      const lapsed = sleep(visibilityMs);
      await Promise.race([Promise.all(served), lapsed]);
      if (!fate.isDeleted) await sleep(Math.max(0, backAt - now));
    }
  };

  const run = async (ids: readonly string[]): Promise<ReadonlyMap<string, JobFate>> => {
    for (const id of ids)
      fates.set(id, { executed: 0, read: [], asked: 0, receives: 0, isDeleted: false, isDead: false, calls: [] });
    return drive(Promise.all(ids.map(handOut)).then(() => fates));
  };

  /** Lets time pass whenever nobody has anything to do at present. */
  async function drive<T>(all: Promise<T>): Promise<T> {
    let isOver = false;
    const watched = all.finally(() => void (isOver = true));
    for (;;) {
      await new Promise((resolve) => void setImmediate(resolve));
      if (isOver) return watched;
      now = Math.min(...sleeping.keys());
      const awake = sleeping.get(now);
      if (awake === undefined) throw new Error("Everybody waits for nothing.");
      sleeping.delete(now);
      for (const wake of awake) wake();
    }
  }

  return {
    run,
    redrive: async (id: string) => {
      Object.assign(fateOf(id), { receives: 0, isDead: false });
      return drive(handOut(id).then(() => fateOf(id)));
    },
  };
}
