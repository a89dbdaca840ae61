import { isDeepStrictEqual } from "node:util";

import { pseudoParameter, type Scope } from "./scope.ts";

/** Evaluates a condition of a template: Condition, Fn::Equals, Fn::And, Fn::Or, Fn::Not over parameters, pseudo parameters and mappings. */
export function evaluateCondition(condition: unknown, scope: Scope, where: string): boolean {
  const [name, argument] = Object.entries(condition as Record<string, unknown>)[0] ?? [];
  const operands = (): boolean[] => (argument as unknown[]).map((inner) => evaluateCondition(inner, scope, where));
  switch (name) {
    case "Condition": {
      const target = scope.conditions[String(argument)];
      if (target === undefined) throw new Error(`${where}: the template has no condition named ${String(argument)}.`);
      return evaluateCondition(target, scope, `Condition ${String(argument)}`);
    }
    case "Fn::Equals": {
      const [left, right] = (argument as unknown[]).map((side) => conditionValue(side, scope, where));
      return isDeepStrictEqual(left, right);
    }
    case "Fn::And":
      return operands().every(Boolean);
    case "Fn::Or":
      return operands().some(Boolean);
    case "Fn::Not":
      return !operands()[0];
    default:
      throw new Error(
        `${where}: a condition uses ${String(name)}, which local AWS does not evaluate. Add it to template/evaluate-condition.ts.`,
      );
  }
}

// A condition never depends on a resource, so only parameters, pseudo parameters and mappings occur here.
function conditionValue(value: unknown, scope: Scope, where: string): unknown {
  if (Array.isArray(value)) return value.map((item) => conditionValue(item, scope, where));
  if (typeof value !== "object" || value === null) return String(value);
  const [name, argument] = Object.entries(value)[0] as [string, unknown];
  if (name === "Ref") {
    const found = pseudoParameter(String(argument), scope) ?? scope.parameters[String(argument)];
    if (Array.isArray(found)) return found.map(String);
    if (typeof found !== "string" && typeof found !== "number")
      throw new Error(`${where}: a condition refers to ${String(argument)}, which is no parameter.`);
    return String(found);
  }
  if (name === "Fn::FindInMap") {
    const [map, first, second] = (argument as unknown[]).map((part) => String(conditionValue(part, scope, where))) as [
      string,
      string,
      string,
    ];
    return String(scope.mappings[map]?.[first]?.[second]);
  }
  if (name === "Fn::Join") {
    const [separator, parts] = argument as [string, unknown];
    return (conditionValue(parts, scope, where) as string[]).join(separator);
  }
  throw new Error(`${where}: a condition compares ${name}, which local AWS does not resolve there.`);
}
