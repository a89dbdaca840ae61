import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Click, knownToAll } from "./clicks.ts";
import type { Contender } from "./contenders.ts";

/** What a contender answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** How long its calls took, in one round. */
export interface WarmRound {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the processor, per call. */
  readonly cpuMs: number;
  /** The most memory that the process has held so far. */
  readonly peakMb: number;
}

/** A contender in a process that stays. */
export interface WarmProcess extends Disposable {
  ask(click: Click): Promise<Answer>;
  repeat(click: Click, calls: number): Promise<WarmRound>;
}

/** Starts it; rejects when it ends before it can be asked. */
export async function startWarm({
  folder,
  environment,
}: Pick<Contender, "folder" | "environment">): Promise<WarmProcess> {
  const bundle = pathToFileURL(join(folder, "index.mjs")).href;
  const child = fork(join(import.meta.dirname, "warm-child.mjs"), [bundle], {
    env: { PATH: process.env.PATH, ...knownToAll, ...environment },
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
  const told = async <T>(): Promise<T> => {
    const done = new AbortController();
    const ended = once(child, "exit", { signal: done.signal }).then(() => {
      throw new Error(`ended: ${errors.trim().split("\n").slice(0, 6).join(" ").slice(0, 300)}`);
    });
    try {
      const [message] = (await Promise.race([once(child, "message", { signal: done.signal }), ended])) as [T];
      return message;
    } finally {
      done.abort();
      ended.catch(() => undefined);
    }
  };
  await told();
  const send = async <T>(message: object): Promise<T> => {
    child.send(message);
    return told<T>();
  };
  return {
    ask: async (click) => send<Answer>({ click }),
    repeat: async (click, calls) => send<WarmRound>({ click, calls }),
    [Symbol.dispose]: () => void child.kill("SIGKILL"),
  };
}
