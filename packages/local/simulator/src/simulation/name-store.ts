const genericNames = /^(?:table|bucket|store|storage|queue|data|resource|default)$/iu;

/**
 * Whose store a resource is and what to call it, read off its construct path (`aws:cdk:path`):
 * `Stack/keep-row/Rows/Resource` is "Rows" of `keep-row`. `undefined` when no action owns it.
 */
export function nameStore(path: string, slugs: readonly string[]): { slug: string; label: string } | undefined {
  const segments = path.split("/").filter((segment) => segment !== "Resource");
  const slug = segments.find((segment) => slugs.includes(segment));
  const own = segments.at(-1);
  if (slug === undefined || own === undefined) return undefined;
  return { slug, label: toTitle(genericNames.test(own) ? slug : own) };
}

function toTitle(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/gu, "$1 $2")
    .replaceAll(/[-_]+/gu, " ")
    .trim()
    .toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
