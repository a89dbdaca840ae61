const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The period of a schedule expression `rate(5 minutes)` in milliseconds, or undefined when it is another kind. */
export function parseRate(expression: string): number | undefined {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return count === undefined || Number(count) === 0 ? undefined : Number(count) * unitMs[unit!]!;
}
