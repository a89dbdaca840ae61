import type { Account } from "../account.ts";
import { evaluateCondition } from "../template/evaluate-condition.ts";
import { evaluate } from "../template/evaluate.ts";
import { orderResources, type OrderedResource } from "../template/order-resources.ts";
import { readParameters } from "../template/read-parameters.ts";
import type { Scope } from "../template/scope.ts";
import { findInProperties } from "./check-values.ts";
import type { DesiredResource } from "./resource-type.ts";
import type { DeployOrder, Stack } from "./stack.ts";

/** A template applied to one stack: its resources in order, and their properties as far as what they refer to exists. */
export interface ResolvedStack {
  order: OrderedResource[];
  /** Resolves one resource; everything it refers to must exist. */
  resolve(logicalId: string): DesiredResource;
  outputs(): Record<string, string>;
  /** The names that its outputs are exported under, which no resource has a part in. */
  exports(): string[];
  /** Whether a condition leaves the property out of its resource. */
  isLeftOut: (value: unknown) => boolean;
  parameters: Record<string, unknown>;
}

/** Prepares a template for a stack; throws a sentence where its parameters, conditions or order cannot be resolved. */
export function resolveStack(
  account: Account,
  stack: Pick<Stack, "stackName" | "stackId" | "resources">,
  { source: { template }, environment, parameters }: DeployOrder,
): ResolvedStack {
  const scope: Scope = {
    region: account.region,
    accountId: account.accountId,
    stackName: stack.stackName,
    stackId: stack.stackId,
    parameters: readParameters(
      (name) => account.parameters.get(name)?.versions.at(-1)?.value,
      template.Parameters,
      parameters,
    ),
    mappings: template.Mappings ?? {},
    conditions: template.Conditions ?? {},
    resource: (logicalId) => stack.resources.get(logicalId),
  };
  const isIncluded = (condition: string | undefined, where: string): boolean =>
    condition === undefined || evaluateCondition({ Condition: condition }, scope, where);

  const isLeftOut = (value: unknown): boolean => {
    const [name, argument] = Object.entries(typeof value === "object" && value !== null ? value : {})[0] ?? [];
    if (name !== "Fn::If") return name === "Ref" && argument === "AWS::NoValue";
    const [condition, yes, no] = argument as [string, unknown, unknown];
    return isLeftOut(isIncluded(condition, "Fn::If") ? yes : no);
  };

  return {
    isLeftOut,
    parameters: scope.parameters,
    order: orderResources(template, (logicalId) => isIncluded(template.Resources[logicalId]!.Condition, logicalId)),
    resolve(logicalId) {
      const resource = template.Resources[logicalId]!;
      const properties = evaluate(resource.Properties ?? {}, scope, logicalId) as Record<string, unknown>;
      // What functions stood for is known only now.
      const [problem] = findInProperties(resource.Type, properties);
      if (problem !== undefined) throw new Error(`${logicalId} (${resource.Type}): ${problem}`);
      if (resource.Type === "AWS::Lambda::Function") addEnvironment(properties, environment);
      return {
        stackName: stack.stackName,
        stackId: stack.stackId,
        logicalId,
        type: resource.Type,
        properties,
        path: (resource.Metadata?.["aws:cdk:path"] as string | undefined) ?? logicalId,
        deletionPolicy: resource.DeletionPolicy,
        updateReplacePolicy: resource.UpdateReplacePolicy,
      };
    },
    exports: () =>
      Object.entries(template.Outputs ?? {}).flatMap(([name, { Condition, Export }]) =>
        Export !== undefined && isIncluded(Condition, name)
          ? [String(evaluate(Export.Name, { ...scope, resource: () => undefined }, `Export of ${name}`))]
          : [],
      ),
    outputs: () =>
      Object.fromEntries(
        Object.entries(template.Outputs ?? {})
          .filter(([name, { Condition }]) => isIncluded(Condition, name))
          .map(([name, { Value }]) => [name, String(evaluate(Value, scope, `Output ${name}`))]),
      ),
  };
}

// Those that are added here are no part of what AWS would count.
function addEnvironment(properties: Record<string, unknown>, environment: Record<string, string>): void {
  const declared = (properties["Environment"] as { Variables?: Record<string, unknown> } | undefined)?.Variables;
  if (declared || Object.keys(environment).length > 0)
    properties["Environment"] = { Variables: { ...declared, ...environment } };
}
