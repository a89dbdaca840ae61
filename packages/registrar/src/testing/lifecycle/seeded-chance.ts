import { seededRandom } from "../seeded-random.ts";

/** Choices that follow from a seed alone. */
export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  /** Whether something of this likelihood happens. */
  happens(likelihood: number): boolean;
  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number;
  pick<T>(values: readonly T[]): T;
}

/** See {@link Chance}. */
export function seededChance(seed: number): Chance {
  const next = seededRandom(seed);
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    happens: (likelihood) => next() < likelihood,
    whole,
    pick: (values) => {
      const value = values[whole(0, values.length - 1)];
      if (value === undefined) throw new Error("There is nothing to pick from");
      return value;
    },
  };
}
