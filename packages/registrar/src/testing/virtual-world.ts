import type { Clock } from "@cliq-actions/cliq/clock";

/** Virtual time for any number of processes: it moves on to the next thing that is due once nobody is at work. */
export interface VirtualWorld extends Clock {
  /** Does something in so many milliseconds. */
  after(ms: number, act: () => void): void;
  /** Lives on until nothing is due any more. Throws when that takes more than `mostSteps`. */
  settle(mostSteps: number): Promise<void>;
  /** Lives on until all of these have ended; what else is due waits for the next run. */
  run<T>(processes: readonly Promise<T>[]): Promise<T[]>;
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

/** A world that begins at this time, milliseconds since the epoch. */
export function virtualWorld(startsAt: number): VirtualWorld {
  let now = startsAt;
  let order = 0;
  const agenda: Due[] = [];
  const after = (ms: number, act: () => void): void => {
    order += 1;
    insert(agenda, { at: now + Math.max(0, ms), order, act });
  };
  const step = (): boolean => {
    const next = agenda.pop();
    now = Math.max(now, next?.at ?? now);
    next?.act();
    return next !== undefined;
  };
  return {
    now: () => now,
    after,
    sleep: async (ms) => new Promise((wake) => after(ms, wake)),
    settle: async (mostSteps) => {
      for (let steps = 0; ; steps += 1) {
        // Everybody who can go on without time does so first.
        await allAtRest(steps);
        if (steps >= mostSteps) throw new Error(`The world is not at rest after ${mostSteps} steps`);
        if (!step()) return;
      }
    },
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
        step();
      }
    },
  };
}

/** The next thing due is the last one: agendas are short, and most of what comes is due soon. */
function insert(agenda: Due[], due: Due): void {
  let at = agenda.length;
  while (at > 0 && isLater(due, agenda[at - 1])) at -= 1;
  agenda.splice(at, 0, due);
}

function isLater(one: Due, other: Due | undefined): boolean {
  return other !== undefined && (one.at > other.at || (one.at === other.at && one.order > other.order));
}

const stepsPerTurn = 200;

/**
 * Resolves when no promise can go on any more. Node runs a tick then, which costs far less than a turn of the event
 * loop; that gets one every 200 steps, for whoever else lives in this process.
 * https://nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick
 */
async function allAtRest(step: number): Promise<void> {
  return new Promise((resolve) => {
    if (step % stepsPerTurn === 0) setImmediate(resolve);
    else process.nextTick(resolve);
  });
}
