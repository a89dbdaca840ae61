const placeholder = /\$\{([^!}][^}]*)\}/g;

/** The logical ids (and parameter or pseudo parameter names) that a template value refers to, through Ref, Fn::GetAtt or Fn::Sub. */
export function findReferences(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(value)) {
    for (const item of value) findReferences(item, found);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === "Ref" && typeof inner === "string") found.add(inner);
      else if (key === "Fn::GetAtt") found.add(Array.isArray(inner) ? String(inner[0]) : String(inner).split(".")[0]!);
      else if (key === "Fn::Sub") addSubstitutions(inner, found);
      else findReferences(inner, found);
    }
  }
  return found;
}

function addSubstitutions(value: unknown, found: Set<string>): void {
  const [text, variables] = (Array.isArray(value) ? value : [value, {}]) as [string, Record<string, unknown>];
  for (const [, name = ""] of text.matchAll(placeholder)) {
    if (!Object.hasOwn(variables, name)) found.add(name.split(".")[0]!);
  }
  findReferences(variables, found);
}
