/** The processor's clock moves in steps of some 4 ms. */
const clockStepMs = 4;

/**
 * How many times as much processor time work takes on a larger input: about ten on ten times as much where it is linear,
 * a hundred where it is a square. A ratio holds on a slow machine, too, and with code that is instrumented.
 */
export function growth<Input>(work: (input: Input) => unknown, input: Input, larger: Input): number {
  return (
    fastestMs(() => work(larger)) /
    Math.max(
      fastestMs(() => work(input)),
      clockStepMs,
    )
  );
}

/** The fastest of three runs, in time of this thread: what the work takes, not what else the machine does meanwhile. */
function fastestMs(work: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const before = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}
