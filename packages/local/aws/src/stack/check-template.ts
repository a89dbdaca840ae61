import { findWrongParts } from "../template/find-wrong-parts.ts";
import type { Template } from "../template/template.ts";
import { findWrongValues } from "./check-values.ts";
import type { ResolvedStack } from "./resolve-stack.ts";
import type { FindResourceType } from "./resource-type.ts";

/** Refuses a template that CloudFormation would not take whatever its parameters: a sentence per part. */
export function refuseWrongParts(template: Template, stackName: string, findResourceType: FindResourceType): void {
  const problems = findWrongParts(template, (type) => {
    const known = findResourceType(type);
    return known === undefined ? "any" : (known.attributes ?? []);
  });
  if (problems.length > 0) throw new Error(`The stack ${stackName} cannot be deployed.\n${problems.join("\n")}`);
}

/** Refuses a template that uses what local AWS does not support, before anything is created: one sentence per use, naming the resource and what to do. */
export function checkTemplate(
  template: Template,
  stackName: string,
  { order, isLeftOut }: Pick<ResolvedStack, "order" | "isLeftOut">,
  findResourceType: FindResourceType,
): void {
  const problems = order.flatMap(({ logicalId }) => {
    const { Type, Properties = {} } = template.Resources[logicalId]!;
    const resourceType = findResourceType(Type);
    if (!resourceType)
      return [
        `${logicalId} is of the type ${Type}, which local AWS does not run: leave it out of this stack, or add the type in resources/resource-types.ts.`,
      ];
    const { properties, ignored = [] } = resourceType;
    if (properties === "any") return [];
    const unknown = Object.entries(Properties).filter(
      ([name, value]) => !properties.includes(name) && !ignored.includes(name) && !isLeftOut(value),
    );
    return unknown.map(
      ([name]) =>
        `${logicalId} (${Type}) sets ${name}, which local AWS does not support: leave it out of this stack, or add it to the resource type.`,
    );
  });
  const wanted = new Set(order.map(({ logicalId }) => logicalId));
  const Resources = Object.fromEntries(
    Object.entries(template.Resources).filter(([logicalId]) => wanted.has(logicalId)),
  );
  if (template.Transform !== undefined)
    problems.push("The template has a Transform, which local AWS does not apply: synthesise it without macros.");
  // Beside what is not there, such as the body of an API, AWS judges the rest by other rules.
  if (problems.length === 0) problems.push(...findWrongValues({ ...template, Resources }));
  if (problems.length > 0) throw new Error(`The stack ${stackName} cannot run locally.\n${problems.join("\n")}`);
}
