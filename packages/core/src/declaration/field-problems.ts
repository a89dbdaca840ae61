/** What is wrong with a text that people will read in Cliq; undefined when nothing is. */
export function lengthProblem(field: string, value: unknown, limitChars: number): string | undefined {
  if (typeof value !== "string" || value.trim() === "") return `${field} must not be empty.`;
  if (/[\u0000-\u001f\u007f]/.test(value)) return `${field} must not hold control characters.`;
  if (value.length <= limitChars) return undefined;
  return `${field} has ${value.length} characters; Cliq allows ${limitChars}.`;
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
  const strange = chosen.findIndex((one) => !known.includes(one as string));
  if (strange >= 0) return `${field} holds ${JSON.stringify(chosen[strange])}; Cliq knows ${known.join(", ")}.`;
  return new Set(chosen).size === chosen.length ? undefined : `${field} names the same value twice.`;
}

/** What is wrong with a whole number that has bounds; undefined when nothing is. */
export function rangeProblem(field: string, value: unknown, from: number, to: number): string | undefined {
  const isWithin = Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to;
  return isWithin ? undefined : `${field} must be a whole number from ${from} to ${to}.`;
}

/** The first field that nobody reads; undefined when all are known. */
export function unknownFieldProblem(value: object, known: readonly string[]): string | undefined {
  const strange = Object.keys(value).find((field) => !known.includes(field));
  return strange === undefined ? undefined : `"${strange}" is not one of ${known.join(", ")}.`;
}

/** Whether a value is an object with fields, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
