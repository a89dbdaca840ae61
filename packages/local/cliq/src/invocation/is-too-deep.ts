/** How deep a reply may be: what Cliq still takes is UNKNOWN, the cap protects what works on it level by level. */
export const mostLevels = 100;

/** What is wrong with a reply that is deeper. */
export const tooDeep = `The reply has more than ${mostLevels} levels of lists and objects.`;

/** Whether a value of JSON has more levels of arrays and objects than a reply may have. */
export function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= mostLevels; depth++) {
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}
