import type { Account } from "../account.ts";
import { evaluateCondition } from "../template/evaluate-condition.ts";
import { evaluate } from "../template/evaluate.ts";
import { orderResources, type OrderedResource } from "../template/order-resources.ts";
import type { SynthesisedStack } from "../template/read-cdk-out.ts";
import type { Scope } from "../template/scope.ts";
import type { DesiredResource } from "./resource-type.ts";
import type { Stack } from "./stack.ts";

/** A template applied to one stack: its resources in order, and their properties as far as what they refer to exists. */
export interface ResolvedStack {
  order: OrderedResource[];
  /** Resolves one resource; everything it refers to must exist. */
  resolve(logicalId: string): DesiredResource;
  outputs(): Record<string, string>;
}

/** Prepares a template for a stack. `environment` is added to every function's variables. */
export function resolveStack(
  account: Account,
  stack: Stack,
  { template }: SynthesisedStack,
  environment: Record<string, string>,
): ResolvedStack {
  const scope: Scope = {
    region: account.region,
    accountId: account.accountId,
    stackName: stack.stackName,
    stackId: stack.stackId,
    parameters: readParameters(template.Parameters, stack.stackName),
    mappings: template.Mappings ?? {},
    conditions: template.Conditions ?? {},
    resource: (logicalId) => stack.resources.get(logicalId),
  };
  const isIncluded = (condition: string | undefined, where: string): boolean =>
    condition === undefined || evaluateCondition({ Condition: condition }, scope, where);

  return {
    order: orderResources(template, (logicalId) => isIncluded(template.Resources[logicalId]!.Condition, logicalId)),
    resolve(logicalId) {
      const resource = template.Resources[logicalId]!;
      const properties = evaluate(resource.Properties ?? {}, scope, logicalId) as Record<string, unknown>;
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
    outputs: () =>
      Object.fromEntries(
        Object.entries(template.Outputs ?? {})
          .filter(([name, { Condition }]) => isIncluded(Condition, name))
          .map(([name, { Value }]) => [name, String(evaluate(Value, scope, `Output ${name}`))]),
      ),
  };
}

function readParameters(
  parameters: SynthesisedStack["template"]["Parameters"] = {},
  stackName: string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { Default }]) => {
      if (Default === undefined)
        throw new Error(
          `The parameter ${name} of the stack ${stackName} has no default, and local AWS takes no parameters: give it one.`,
        );
      return [name, Default];
    }),
  );
}

function addEnvironment(properties: Record<string, unknown>, environment: Record<string, string>): void {
  const declared = (properties["Environment"] as { Variables?: Record<string, unknown> } | undefined)?.Variables;
  if (declared || Object.keys(environment).length > 0)
    properties["Environment"] = { Variables: { ...declared, ...environment } };
}
