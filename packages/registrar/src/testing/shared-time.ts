import { setImmediate } from "node:timers/promises";
import type { Clock } from "@cliq-actions/cliq/clock";

/** Virtual time for several processes at once: it moves on, to whoever wakes next, when all of them sleep or are done. */
export function sharedTime(startsAt: number): Clock & { run<T>(processes: readonly Promise<T>[]): Promise<T[]> } {
  let now = startsAt;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: async (ms) => new Promise((wake) => void sleepers.push({ at: now + ms, wake })),
    run: async (processes) => {
      let isDone = false;
      const done = Promise.all(processes);
      const mark = (): void => {
        isDone = true;
      };
      done.then(mark, mark);
      for (;;) {
        await setImmediate();
        if (isDone) return done;
        const next = sleepers.toSorted((one, other) => one.at - other.at)[0];
        if (next === undefined) continue;
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}
