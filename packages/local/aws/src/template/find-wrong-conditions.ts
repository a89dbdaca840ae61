import type { Template } from "./template.ts";

/** What a template's conditions name that is not there, or that comes back to themselves; a sentence each. */
export function findWrongConditions({ Conditions = {} }: Template): string[] {
  const named = new Map(Object.entries(Conditions).map(([name, condition]) => [name, namedIn(condition)]));
  return [...named].flatMap(([name, others]) => [
    ...others
      .filter((other) => !named.has(other))
      .map((other) => `Condition ${name} names the condition ${other}, which the template does not have.`),
    ...(reaches(named, name, others) ? [`Condition ${name} depends on itself.`] : []),
  ]);
}

function namedIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "Condition" && typeof inner === "string" ? [inner] : namedIn(inner),
  );
}

function reaches(named: Map<string, string[]>, wanted: string, from: string[], seen = new Set<string>()): boolean {
  return from.some((name) => {
    if (name === wanted) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return reaches(named, wanted, named.get(name) ?? [], seen);
  });
}
