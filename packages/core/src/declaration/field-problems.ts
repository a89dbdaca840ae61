/** What is wrong with a text that people will read in Cliq; undefined when nothing is. */
export function lengthProblem(field: string, value: unknown, limit: number): string | undefined {
  if (typeof value !== "string" || value.trim() === "") return `${field} must not be empty.`;
  if (/[\u0000-\u001f\u007f]/.test(value)) return `${field} must not hold control characters.`;
  if (value.length <= limit) return undefined;
  return `${field} has ${value.length} characters; Cliq allows ${limit}.`;
}

/** What is wrong with a choice among known values; undefined when nothing is. */
export function choiceProblem(
  field: string,
  chosen: unknown,
  known: readonly string[],
  least: number,
): string | undefined {
  if (!Array.isArray(chosen) || chosen.length < least)
    return `${field} needs at least ${least} of ${known.join(", ")}.`;
  const strange: unknown = chosen.find((one) => !known.includes(one as string));
  if (strange !== undefined) return `${field} holds ${JSON.stringify(strange)}; Cliq knows ${known.join(", ")}.`;
  return new Set(chosen).size === chosen.length ? undefined : `${field} names the same value twice.`;
}
