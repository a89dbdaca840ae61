import type { Clock } from "@cliq-actions/cliq/clock";
import type { VirtualWorld } from "../virtual-world.ts";

/** What becomes of a process or of its exchange: it dies before or after, the answer is lost, or none ever comes. */
export const fates = ["before", "after", "lost", "hang"] as const;

/** At its n-th exchange with the outside, from 1 on. */
export interface Fate {
  readonly at: number;
  readonly how: (typeof fates)[number];
  /** Told when it strikes. */
  readonly struck?: () => void;
}

/** An exchange whose answer did not come: the connection was reset, or it took too long. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** One attempt of a function to serve an event: its clock, and all its input and output. */
export interface ProcessLife {
  readonly clock: Clock;
  isAlive(): boolean;
  /** How many exchanges there have been. */
  exchanges(): number;
  /** Nothing it awaits ever comes back; what is on its way arrives. */
  kill(): void;
  /** Sends something that takes effect half-way through; the answer takes as long again. Throws {@link NoAnswer}. */
  exchange<T>(effect: () => T, times: { readonly ms: number; readonly patienceMs: number }): Promise<T>;
}

/** A process whose clock goes wrong by so much, and its end. */
export function startProcess(
  world: VirtualWorld,
  { skewMs, fate, onDeath }: { skewMs: number; fate?: Fate; onDeath: () => void },
): ProcessLife {
  let alive = true;
  let count = 0;
  const kill = (): void => {
    if (!alive) return;
    alive = false;
    onDeath();
  };
  const clock: Clock = {
    now: () => world.now() + skewMs,
    sleep: async (ms) => new Promise((wake) => world.after(ms, () => void (alive && wake()))),
  };
  const exchange = async <T>(effect: () => T, { ms, patienceMs }: { ms: number; patienceMs: number }): Promise<T> => {
    count += 1;
    const how = fate?.at === count ? fate.how : undefined;
    if (how !== undefined) fate?.struck?.();
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const later = (inMs: number, settle: () => void): void => world.after(inMs, () => void (alive && settle()));
    if (!alive) return promise;
    if (how === "before") {
      kill();
    } else if (how === "hang") {
      later(patienceMs, () => reject(new NoAnswer("timed out")));
    } else {
      world.after(ms / 2, () => {
        const [settle, isLate] = attempt(effect, resolve, reject);
        if (how === "after") return kill();
        if (how === "lost") return later(ms / 2, () => reject(new NoAnswer("connection reset")));
        later(isLate ? patienceMs : ms / 2, settle);
      });
    }
    return promise;
  };
  return { clock, isAlive: () => alive, exchanges: () => count, kill, exchange };
}

/** The effect may itself be that no answer ever comes. */
function attempt<T>(
  effect: () => T,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): [settle: () => void, isLate: boolean] {
  try {
    const value = effect();
    return [() => resolve(value), false];
  } catch (error) {
    return [() => reject(error), error instanceof NoAnswer];
  }
}
