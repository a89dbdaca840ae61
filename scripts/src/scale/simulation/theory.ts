/**
 * The share of arrivals that find all places taken where nobody waits (Erlang B), by how many places would be busy on
 * average: it depends on the mean time alone. Kleinrock, Queueing Systems I (1975), 3.6.
 */
export function erlangB(places: number, offered: number): number {
  let blocked = 1;
  for (let place = 1; place <= places; place += 1) blocked = (offered * blocked) / (place + offered * blocked);
  return blocked;
}

/** The share of arrivals that have to wait in line (Erlang C); needs `offered` below `places`. */
export function erlangC(places: number, offered: number): number {
  const blocked = erlangB(places, offered);
  const busy = offered / places;
  return blocked / (1 - busy * (1 - blocked));
}

/** Mean milliseconds in the line of so many places, each serving for an exponential time (M/M/c). */
export function meanWaitMs(places: number, perSecond: number, serviceMs: number): number {
  const offered = (perSecond * serviceMs) / 1_000;
  return (erlangC(places, offered) * serviceMs) / (places - offered);
}

/** The same for one place whose service always takes equally long (M/D/1, Pollaczek and Khinchine). */
export function meanWaitOfOneMs(perSecond: number, serviceMs: number): number {
  const busy = (perSecond * serviceMs) / 1_000;
  return (busy * serviceMs) / (2 * (1 - busy));
}

/**
 * Clicks that Lambda throttles after traffic has gone from nothing to `perSecond`, while a function grows from `burst`
 * environments by `growthPerSecond` to what it needs; each click holds one for `heldMs`. The clicks of the last `heldMs` are what
 * the function has grown to, so those of all such spans are an arithmetic series, and the rest was throttled.
 */
export function throttledByStep(step: {
  readonly perSecond: number;
  readonly heldMs: number;
  readonly burst: number;
  readonly growthPerSecond: number;
}): { readonly clicks: number; readonly seconds: number } {
  const needed = (step.perSecond * step.heldMs) / 1_000;
  const missing = Math.max(0, needed - step.burst);
  const seconds = missing / step.growthPerSecond;
  return { clicks: (missing / 2) * Math.max(0, (seconds * 1_000) / step.heldMs - 1), seconds };
}
