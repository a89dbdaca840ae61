import { allAtRest } from "../all-at-rest.ts";

/** Virtual time for any number of processes: it moves on to the next thing that is due once nobody is at work. */
export interface VirtualWorld {
  /** Milliseconds since the epoch, by the clock nobody has. */
  now(): number;
  /** Does something in so many milliseconds. */
  after(ms: number, act: () => void): void;
  sleep(ms: number): Promise<void>;
  /** Lives on until nothing is due any more. Throws when that takes more than `mostSteps`. */
  settle(mostSteps: number): Promise<void>;
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
  return {
    now: () => now,
    after,
    sleep: async (ms) => new Promise((wake) => after(ms, wake)),
    settle: async (mostSteps) => {
      for (let steps = 0; ; steps += 1) {
        // Everybody who can go on without time does so first.
        await allAtRest(steps);
        const next = agenda.pop();
        if (next === undefined) return;
        if (steps >= mostSteps) throw new Error(`The world is not at rest after ${mostSteps} steps`);
        now = Math.max(now, next.at);
        next.act();
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
