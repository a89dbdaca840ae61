import { findReferences } from "./find-references.ts";
import type { Template } from "./template.ts";

/** One resource and what has to exist before it. */
export interface OrderedResource {
  logicalId: string;
  dependsOn: string[];
}

/** The template's resources (those whose condition holds), each after everything it refers to or names in DependsOn. */
export function orderResources(template: Template, isIncluded: (logicalId: string) => boolean): OrderedResource[] {
  const ordered = new Map<string, OrderedResource>();
  const visiting = new Set<string>();

  function visit(logicalId: string, path: string[]): void {
    if (ordered.has(logicalId)) return;
    if (visiting.has(logicalId))
      throw new Error(`Circular dependency between resources: [${[...path, logicalId].join(" -> ")}].`);
    visiting.add(logicalId);
    const resource = template.Resources[logicalId]!;
    const names = new Set([...findReferences(resource.Properties), ...[resource.DependsOn ?? []].flat()]);
    const dependsOn = [...names].filter((name) => Object.hasOwn(template.Resources, name) && isIncluded(name));
    for (const name of dependsOn) visit(name, [...path, logicalId]);
    ordered.set(logicalId, { logicalId, dependsOn });
  }

  for (const logicalId of Object.keys(template.Resources)) if (isIncluded(logicalId)) visit(logicalId, []);
  return [...ordered.values()];
}
