import { matchesPattern } from "./matches-pattern.ts";

/** One condition of a policy statement: `key` of the request's context compared with any of `values`. */
export interface Condition {
  operator: string;
  key: string;
  values: string[];
  /** Why it cannot be judged; thrown once a request would have to be. */
  problem?: string;
}

/** What a request is known to be, by lower-case condition key. */
export type RequestContext = Record<string, string>;

type Comparison = (expected: string, actual: string) => boolean;
const equals: Comparison = (expected, actual) => expected === actual;

const positive: Record<string, Comparison> = {
  StringEquals: equals,
  StringLike: matchesPattern,
  ArnEquals: matchesPattern,
  ArnLike: matchesPattern,
  Bool: equals,
};
const negative: Record<string, Comparison> = {
  StringNotEquals: equals,
  StringNotLike: matchesPattern,
  ArnNotEquals: matchesPattern,
  ArnNotLike: matchesPattern,
};
const knownKeys = new Set([
  "aws:securetransport",
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principaltype",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:requestedregion",
  "aws:resourceaccount",
  "s3:prefix",
  "s3:resourceaccount",
  "dynamodb:leadingkeys",
  "sts:externalid",
]);

/** Parses a statement's Condition block; throws a sentence for an operator or key that could not be judged here, rather than ignoring it: at once when `isStrict`, else when it comes to that. */
export function parseConditions(block: unknown, where: string, isStrict: boolean): Condition[] {
  return Object.entries((block ?? {}) as Record<string, Record<string, unknown>>).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      const problem = problemOf(operator, key, where);
      if (problem !== undefined && isStrict) throw new Error(problem);
      const condition = { operator, key: key.toLowerCase(), values: [values].flat().map(String) };
      return problem === undefined ? condition : { ...condition, problem };
    }),
  );
}

function problemOf(operator: string, key: string, where: string): string | undefined {
  const base = baseOf(operator);
  if (!Object.hasOwn(positive, base) && !Object.hasOwn(negative, base) && operator !== "Null")
    return `${where} uses the condition operator ${operator}, which local AWS cannot judge. Add it to iam/condition.ts.`;
  if (!knownKeys.has(key.toLowerCase()))
    return `${where} has a condition on ${key}, which local AWS does not know of a request. Add it to iam/condition.ts and to the request's context.`;
  return undefined;
}

/**
 * Whether a condition holds for a request; a key the request lacks fails it, except for negative, `ForAllValues:…` and
 * `…IfExists` operators.
 */
export function holds({ operator, key, values, problem }: Condition, context: RequestContext): boolean {
  if (problem !== undefined) throw new Error(problem);
  const base = baseOf(operator);
  const actual = context[key];
  if (operator === "Null") return values.includes(String(actual === undefined));
  if (Object.hasOwn(negative, base))
    return actual === undefined || !values.some((expected) => negative[base]!(expected, actual));
  if (actual === undefined) return base !== operator;
  return values.some((expected) => positive[base]!(expected, actual));
}

// A request here has one value of a key, so all values are that one.
function baseOf(operator: string): string {
  return operator.replace(/^ForAllValues:/, "").replace(/IfExists$/, "");
}
