import type { VirtualTime } from "./virtual-time.ts";

/** So many a second in the long run, and so many at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Takes a token where there is one, and says whether: the algorithm by which API Gateway and others throttle. */
export function tokenBucket({ perSecond, burst }: Rate, time: VirtualTime): () => boolean {
  let [tokens, countedAtMs] = [burst, 0];
  return () => {
    tokens = Math.min(burst, tokens + ((time.nowMs - countedAtMs) * perSecond) / 1_000);
    countedAtMs = time.nowMs;
    // What is refilled in many small parts may lack a last bit of a whole token.
    if (tokens < 1 - 1e-9) return false;
    tokens -= 1;
    return true;
  };
}
