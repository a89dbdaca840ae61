import { type Rate, tokenBucket } from "./token-bucket.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** How Lambda gives execution environments to one function. */
export interface EnvironmentLimits {
  /** Concurrency that the account, or the function's reservation, has. */
  readonly atOnce: number;
  /** How fast a function may grow. */
  readonly growth: Rate;
  /**
   * A request counts for at least so long: a tenth of a second, for the requests a second are limited to ten times the
   * concurrency, and grow with it. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
   */
  readonly leastHeldMs: number;
  /** An environment that nobody has needed for so long is gone. AWS does not say how long that is. */
  readonly idleMs: number;
}

/** One execution environment. */
export interface Environment {
  isCold: boolean;
  /** Whether it has what it needs once. */
  isReady: boolean;
  idleSinceMs: number;
}

/** The environments of one function in virtual time. */
export interface Environments {
  /** One for a request: used before or started for it; undefined where Lambda throttles. */
  take(): Environment | undefined;
  /** The request, which took so long, has ended. */
  giveBack(environment: Environment, heldMs: number): void;
  /** Most that counted at once. */
  readonly mostAtOnce: number;
}

/** See {@link EnvironmentLimits}. The one used last is used first. */
export function environments(limits: EnvironmentLimits, time: VirtualTime): Environments {
  const mayGrow = tokenBucket(limits.growth, time);
  const idle: Environment[] = [];
  let [counted, granted, mostAtOnce] = [0, 0, 0];
  const release = (): void => void (counted -= 1);
  return {
    take() {
      if (counted >= granted) {
        if (granted >= limits.atOnce || !mayGrow()) return undefined;
        granted += 1;
      }
      counted += 1;
      mostAtOnce = Math.max(mostAtOnce, counted);
      const last = idle.pop();
      if (last !== undefined && time.nowMs - last.idleSinceMs < limits.idleMs) return last;
      return { isCold: true, isReady: false, idleSinceMs: NaN };
    },
    giveBack(environment, heldMs) {
      environment.isCold = false;
      environment.idleSinceMs = time.nowMs;
      idle.push(environment);
      if (heldMs >= limits.leastHeldMs) release();
      else time.after(limits.leastHeldMs - heldMs, release);
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
  };
}
