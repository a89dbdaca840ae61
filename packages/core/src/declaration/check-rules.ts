import { choiceProblem, isRecord, unknownFieldProblem } from "./field-problems.ts";
import { functionHandlers, mainHandlers } from "../function-handlers.ts";
import type { FunctionDeclaration } from "./function-declaration.ts";
import type { Permission } from "../vocabulary.ts";
import type { Policy } from "../policy/policy.ts";
import { chatTypes, neededPermissions, type RuleName, type Rules } from "../policy/rules.ts";

/** The part of a declaration that a policy depends on. */
interface WithPolicy {
  readonly policy?: Policy;
  readonly permissions: readonly Permission[];
  readonly functions?: Readonly<Record<string, FunctionDeclaration>>;
}

/** What is wrong with an action's policy; undefined when nothing is. */
export function rulesProblem({ policy, permissions, functions = {} }: WithPolicy): string | undefined {
  if (policy === undefined) return undefined;
  if (!isRecord(policy) || !isRecord(policy.rules)) return "policy must be what onlyFor({ … }) returns.";
  const { rules } = policy;
  const problem =
    unknownFieldProblem(rules, [...Object.keys(neededPermissions), "whenUnknown"]) ??
    Object.entries(valueProblems)
      .filter(([name]) => rules[name as keyof Rules] !== undefined)
      .map(([name, problemOf]) => problemOf(name, rules[name as keyof Rules]))
      .find((one) => one !== undefined);
  if (problem !== undefined) return `policy: ${problem}`;
  const asked = Object.keys(neededPermissions).filter((name) => rules[name as RuleName] !== undefined) as RuleName[];
  if (asked.length === 0) return "policy: onlyFor needs at least one rule.";
  return asked
    .flatMap((name) => [
      grantProblem(name, "permissions", permissions),
      ...Object.entries(functions).map(([key, declared]) => handlersProblem(name, key, declared)),
    ])
    .find((one) => one !== undefined);
}

const valueProblems: Record<keyof Rules, (field: string, value: unknown) => string | undefined> = {
  guests: (field, value) => (value === false ? undefined : `${field} can only be false; leave it out to serve guests.`),
  administrators: (field, value) =>
    value === true ? undefined : `${field} can only be true; leave it out to serve others, too.`,
  emailDomains: (field, value) =>
    listProblem(field, value, /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, "example.com"),
  chats: (field, value) => listProblem(field, value, /^[\w.-]{1,256}$/, "CT_1207124526552602256_60002085329"),
  chatTypes: (field, value) => choiceProblem(field, value, chatTypes, 1),
  whenUnknown: (field, value) => choiceProblem(field, [value], ["refuse", "allow"], 1),
};

function listProblem(field: string, value: unknown, pattern: RegExp, example: string): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return `${field} must be a list with at least one value.`;
  const strange: unknown = value.find((one) => typeof one !== "string" || !pattern.test(one));
  return strange === undefined ? undefined : `${field} holds ${JSON.stringify(strange)}; write one like "${example}".`;
}

/** A handler of a function is told what it declares by itself, so that it has to declare what the policy asks, too. */
function handlersProblem(rule: RuleName, key: string, { type, handlers }: FunctionDeclaration): string | undefined {
  return Object.entries({ [mainHandlers[type]]: [], ...handlers })
    .filter(([name]) => canGrant(name, neededPermissions[rule]))
    .map(([name, granted]) => grantProblem(rule, `${name} of function "${key}"`, granted))
    .find((one) => one !== undefined);
}

function canGrant(handler: string, permission: string): boolean {
  const { permissions } = functionHandlers[handler as keyof typeof functionHandlers];
  return (permissions as readonly string[]).includes(permission);
}

function grantProblem(rule: RuleName, where: string, granted: readonly string[]): string | undefined {
  const needed = neededPermissions[rule];
  return granted.includes(needed) ? undefined : `policy: ${rule} needs "${needed}" among the ${where}.`;
}
