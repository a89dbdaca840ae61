import type { Clock } from "@cliq-actions/cliq/clock";
import { allAtRest } from "./all-at-rest.ts";

/** Virtual time for several processes at once: it moves on, to whoever wakes next, when all of them sleep or are done. */
export function sharedTime(startsAt: number): Clock & { run<T>(processes: readonly Promise<T>[]): Promise<T[]> } {
  let now = startsAt;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
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
      for (let steps = 0; ; steps += 1) {
        await allAtRest(steps);
        if (isDone) return done;
        const next = takeFirst(sleepers);
        if (next === undefined) continue;
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}

/** Takes out who wakes first; of those who wake together, who fell asleep first. */
function takeFirst<T extends { readonly at: number }>(sleepers: T[]): T | undefined {
  let first = 0;
  for (let index = 1; index < sleepers.length; index += 1)
    if ((sleepers[index]?.at ?? Infinity) < (sleepers[first]?.at ?? Infinity)) first = index;
  return sleepers.splice(first, 1)[0];
}
