import { holds, type RequestContext } from "./condition.ts";
import { matchesPattern } from "./matches-pattern.ts";
import type { Statement } from "./statement.ts";

/** One thing a call needs to be allowed to do. */
export interface Request {
  /** `service:Operation`. */
  action: string;
  /** The ARN it concerns, or `*`. */
  resource: string;
  /** The caller's ARNs, compared with the principals of a resource policy. */
  principals: string[];
  context: RequestContext;
}

/** Allowed, denied by a statement that says so, or not mentioned by any. */
export type Verdict = "allowed" | "explicitly denied" | "not allowed";

/** Judges a request by policies as IAM does: an applicable Deny wins, then an applicable Allow, else it is not allowed. */
export function judge(request: Request, statements: Iterable<Statement>): Verdict {
  let verdict: Verdict = "not allowed";
  for (const statement of statements) {
    if (!applies(statement, request)) continue;
    if (statement.effect === "Deny") return "explicitly denied";
    verdict = "allowed";
  }
  return verdict;
}

function applies(statement: Statement, request: Request): boolean {
  const action = request.action.toLowerCase();
  const names = (patterns: string[], text: string): boolean =>
    patterns.some((pattern) => matchesPattern(pattern, text));
  return (
    names(statement.actions.patterns, action) !== statement.actions.negated &&
    names(statement.resources.patterns, request.resource) !== statement.resources.negated &&
    (statement.principals === undefined ||
      statement.principals.some((principal) => principal === "*" || request.principals.includes(principal))) &&
    statement.conditions.every((condition) => holds(condition, request.context))
  );
}
