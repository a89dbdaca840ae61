/** A median with the interval that holds it in 95 of 100 such runs. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The value below which the share `q` of the values lies; between two, in proportion. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError("Nothing was measured");
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** The median, and how far chance alone may move it: by drawing the same number of values again and again. */
export function estimate(values: readonly number[]): Estimate {
  return estimateOf([values], ([drawn = []]) => quantile(drawn, 0.5));
}

/**
 * The ratio of two medians of values that were measured in the same rounds, in the same order: rounds are drawn, not
 * values, so that what slowed down a whole round cancels.
 */
export function estimateRatio(values: readonly number[], floor: readonly number[]): Estimate {
  return estimateOf([values, floor], ([drawn = [], below = []]) => quantile(drawn, 0.5) / quantile(below, 0.5));
}

const draws = 500;

/** See Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13: percentile intervals. */
function estimateOf(
  series: readonly (readonly number[])[],
  of: (drawn: readonly (readonly number[])[]) => number,
): Estimate {
  const rounds = Math.min(...series.map(({ length }) => length));
  const random = seededRandom();
  const drawn = Array.from({ length: draws }, () => {
    const places = Array.from({ length: rounds }, () => Math.floor(random() * rounds));
    return of(series.map((values) => places.map((place) => values[place] ?? NaN)));
  });
  return { median: of(series), low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) };
}

/** Always the same: what was measured gives one answer. A linear congruential generator (Numerical Recipes, 7.1). */
function seededRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** "met" or "missed" where the whole interval says so; else the run cannot tell. */
export function judge({ low, high }: Estimate, owed: number): "met" | "missed" | "unsure" {
  if (high <= owed) return "met";
  return low > owed ? "missed" : "unsure";
}
