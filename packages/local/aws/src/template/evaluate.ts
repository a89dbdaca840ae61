import { evaluateCondition } from "./evaluate-condition.ts";
import { noValue, pseudoParameter, type Scope } from "./scope.ts";

/**
 * Resolves every intrinsic function in a template value. `where` names the place for errors.
 * See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function evaluate(value: unknown, scope: Scope, where: string): unknown {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope, where)).filter((item) => item !== noValue);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && (name === "Ref" || name === "Condition" || name!.startsWith("Fn::"))) {
    if (name !== "Condition" || (typeof argument === "string" && argument in scope.conditions))
      return applyFunction(name!, argument, scope, where);
  }
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, evaluate(inner, scope, where)]).filter(([, inner]) => inner !== noValue),
  );
}

function applyFunction(name: string, argument: unknown, scope: Scope, where: string): unknown {
  const list = (): unknown[] => evaluate(argument, scope, where) as unknown[];
  switch (name) {
    case "Ref":
      return resolveReference(String(argument), scope, where);
    case "Fn::GetAtt": {
      const [logicalId, ...attribute] = Array.isArray(argument) ? argument.map(String) : String(argument).split(".");
      return resolveAttribute(logicalId!, attribute.join("."), scope, where);
    }
    case "Fn::Join": {
      const [separator, parts] = list() as [string, unknown[]];
      return parts.map(String).join(separator);
    }
    case "Fn::Sub":
      return substitute(argument, scope, where);
    case "Fn::Select": {
      const [index, items] = list() as [number | string, unknown[]];
      if (items[Number(index)] === undefined)
        throw new Error(`${where}: Fn::Select cannot select index ${index} of ${items.length} values.`);
      return items[Number(index)];
    }
    case "Fn::Split": {
      const [separator, text] = list() as [string, string];
      return text.split(separator);
    }
    case "Fn::If": {
      const [condition, yes, no] = argument as [string, unknown, unknown];
      return evaluate(evaluateCondition({ Condition: condition }, scope, where) ? yes : no, scope, where);
    }
    case "Fn::FindInMap": {
      const [map, first, second] = list() as [string, string, string];
      const found = scope.mappings[map]?.[first]?.[second];
      if (found === undefined) throw new Error(`${where}: Fn::FindInMap finds no ${map}.${first}.${second}.`);
      return found;
    }
    case "Fn::Base64":
      return Buffer.from(String(evaluate(argument, scope, where))).toString("base64");
    case "Condition":
    case "Fn::Equals":
    case "Fn::And":
    case "Fn::Or":
    case "Fn::Not":
      return evaluateCondition({ [name]: argument }, scope, where);
    default:
      throw new Error(
        `${where}: the template uses ${name}, which local AWS does not resolve. Add it to template/evaluate.ts, or write the value out.`,
      );
  }
}

function resolveReference(name: string, scope: Scope, where: string): unknown {
  const pseudo = pseudoParameter(name, scope);
  if (pseudo !== undefined) return pseudo;
  if (Object.hasOwn(scope.parameters, name)) return scope.parameters[name];
  const resource = scope.resource(name);
  if (!resource) throw new Error(`${where}: Ref finds neither a parameter nor an existing resource named ${name}.`);
  return resource.physicalId;
}

function resolveAttribute(logicalId: string, attribute: string, scope: Scope, where: string): unknown {
  const resource = scope.resource(logicalId);
  if (!resource) throw new Error(`${where}: Fn::GetAtt finds no existing resource named ${logicalId}.`);
  const value = resource.attributes[attribute];
  if (value === undefined) {
    throw new Error(
      `${where}: ${logicalId} has no attribute ${attribute}; it has ${Object.keys(resource.attributes).join(", ") || "none"}.`,
    );
  }
  return value;
}

function substitute(argument: unknown, scope: Scope, where: string): string {
  const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Record<string, unknown>];
  return text.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    if (Object.hasOwn(variables, name)) return String(evaluate(variables[name], scope, where));
    const [logicalId, ...attribute] = name.split(".");
    return String(
      attribute.length > 0
        ? resolveAttribute(logicalId!, attribute.join("."), scope, where)
        : resolveReference(name, scope, where),
    );
  });
}
