import type { Draw, Random } from "./draws.ts";
import { type Rate, tokenBucket } from "./token-bucket.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** A system that serves so many at once, first come, first served; the others wait in line, each as long as it will. */
export interface PlacesLimit {
  readonly kind: "places";
  readonly places: number;
  readonly takes: Draw;
  readonly patienceMs: number;
}

/** A system that refuses what is beyond its rate. A caller asks again after a random pause that doubles. */
export interface RateLimit extends Rate {
  readonly kind: "rate";
  readonly takes: Draw;
  readonly attempts: number;
  /** The first pause is up to so long. */
  readonly pauseMs: number;
}

/** Calls a system; `end` hears whether it was served, and how long the call waited in line. */
export type System = (end: (isServed: boolean, waitedMs: number) => void) => void;

/** A system in virtual time. */
export function openSystem(limit: PlacesLimit | RateLimit, time: VirtualTime, random: Random): System {
  return limit.kind === "places" ? openPlaces(limit, time, random) : openRate(limit, time, random);
}

function openPlaces({ places, takes, patienceMs }: PlacesLimit, time: VirtualTime, random: Random): System {
  const line = new Set<{ readonly start: () => void }>();
  let free = places;
  return (end) => {
    const cameMs = time.nowMs;
    const waiting = {
      start: () => {
        free -= 1;
        const waitedMs = time.nowMs - cameMs;
        time.after(takes(random), () => {
          free += 1;
          const [next] = line;
          if (next !== undefined) {
            line.delete(next);
            next.start();
          }
          end(true, waitedMs);
        });
      },
    };
    if (free > 0) {
      waiting.start();
      return;
    }
    line.add(waiting);
    if (patienceMs === Infinity) return;
    time.after(patienceMs, () => {
      if (line.delete(waiting)) end(false, patienceMs);
    });
  };
}

function openRate(limit: RateLimit, time: VirtualTime, random: Random): System {
  const mayPass = tokenBucket(limit, time);
  return (end) => {
    const attempt = (number: number): void => {
      if (mayPass()) {
        time.after(limit.takes(random), () => end(true, 0));
        return;
      }
      if (number === limit.attempts) end(false, 0);
      else time.after(random() * limit.pauseMs * 2 ** (number - 1), () => attempt(number + 1));
    };
    attempt(1);
  };
}
