/** A number from 0 up to 1. */
export type Random = () => number;

/** How long something takes this time, in milliseconds. */
export type Draw = (random: Random) => number;

/** Always the same. */
export const constant =
  (ms: number): Draw =>
  () =>
    ms;

/** Without memory, as times between independent arrivals are. */
export const exponential =
  (meanMs: number): Draw =>
  (random) =>
    -meanMs * Math.log(1 - random());
