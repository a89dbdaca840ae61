import { parseConditions } from "./condition.ts";
import type { Statement } from "./statement.ts";

// Of a service that an action brings, or that nobody serves, a condition matters only when a call is judged by it.
const builtInServices = new Set(["ssm", "dynamodb", "s3", "lambda", "logs", "sqs", "*"]);

/** Parses an IAM policy document into statements; `where` names its place in the template for errors. */
export function parsePolicy(document: unknown, where: string): Statement[] {
  const { Statement: statements } = document as { Statement?: unknown };
  if (statements === undefined) throw new Error(`${where} has a policy document without a Statement.`);
  return [statements].flat().map((raw) => parseStatement(raw as Record<string, unknown>, where));
}

function parseStatement(raw: Record<string, unknown>, where: string): Statement {
  const { Effect, Principal, NotPrincipal, Condition } = raw;
  if (Effect !== "Allow" && Effect !== "Deny")
    throw new Error(`${where} has a statement whose Effect is neither Allow nor Deny.`);
  if (NotPrincipal !== undefined)
    throw new Error(`${where} uses NotPrincipal, which local AWS does not judge. Deny with a condition instead.`);
  const actions = toPatterns(raw, "Action", "NotAction");
  const isBuiltIn =
    actions.negated || actions.patterns.some((action) => builtInServices.has(action.split(":")[0]!.toLowerCase()));
  return {
    effect: Effect,
    actions: { ...actions, patterns: actions.patterns.map((pattern) => pattern.toLowerCase()) },
    resources: toPatterns(raw, "Resource", "NotResource"),
    ...(Principal !== undefined && { principals: toPrincipals(Principal) }),
    conditions: parseConditions(Condition, where, isBuiltIn),
  };
}

function toPatterns(
  raw: Record<string, unknown>,
  positive: string,
  negative: string,
): { patterns: string[]; negated: boolean } {
  const negated = raw[negative] !== undefined;
  return { patterns: [raw[negated ? negative : positive] ?? []].flat().map(String), negated };
}

function toPrincipals(principal: unknown): string[] {
  if (typeof principal === "string") return [principal];
  return Object.values(principal as Record<string, unknown>)
    .flat()
    .map(String);
}
