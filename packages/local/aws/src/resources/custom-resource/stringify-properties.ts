/** Turns every scalar in a custom resource's properties into a string, as CloudFormation does before it sends them. */
export function stringifyProperties(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stringifyProperties);
  if (typeof value !== "object" || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, stringifyProperties(inner)]));
}
