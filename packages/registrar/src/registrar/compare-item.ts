/**
 * The first field in which what Cliq shows differs from what it should hold. Lists count as sets. Fields it does not
 * show count as equal: reads do not promise `execution_url`, `team_ids` and others.
 */
export function differingField(shown: Readonly<Record<string, unknown>>, desired: object): string | undefined {
  return Object.entries(desired).find(([field, value]) => {
    const held = shown[field];
    if (held === undefined) return false;
    return Array.isArray(held) && Array.isArray(value) ? !sameSet(held as string[], value as string[]) : held !== value;
  })?.[0];
}

/** Whether two lists hold the same values, in whatever order. */
export function sameSet(one: readonly string[], other: readonly string[]): boolean {
  const left = new Set(one);
  const right = new Set(other);
  return left.size === right.size && one.every((value) => right.has(value));
}
