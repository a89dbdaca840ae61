/** CPU milliseconds of the fastest of five runs: what the work takes, not what else the machine does meanwhile. */
export function fastest(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}
