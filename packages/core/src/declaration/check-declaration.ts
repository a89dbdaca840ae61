import { backgroundProblem } from "./background.ts";
import { functionsProblem } from "./check-functions.ts";
import { computeProblem } from "./compute.ts";
import { choiceProblem, lengthProblem, unknownFieldProblem } from "./field-problems.ts";
import { toInvalidDeclaration } from "./to-invalid-declaration.ts";
import type { Declaration, DelugeDeclaration } from "./declaration.ts";
import { declarationLimits as limits } from "./limits.ts";
import { fileProblem, policyProblem } from "./policy-problems.ts";
import { rulesProblem } from "./check-rules.ts";
import { messageTypes, permissions, scopes } from "../vocabulary.ts";

/** Throws `InvalidDeclaration` naming the folder and the first limit of Cliq's that is not met. */
export function checkDeclaration(declaration: Declaration | DelugeDeclaration): void {
  const problem = firstProblem(declaration);
  if (problem !== undefined) throw toInvalidDeclaration(problem, "action");
}

const sharedFields = ["name", "hint", "scope", "teamIds", "messageTypes", "multiSelectable"];
const keptFields = ["image", "adopt", "removalPolicy"];
const delugeFields = [...sharedFields, "script", ...keptFields];
const webhookFields = [
  ...sharedFields,
  "permissions",
  "execute",
  "functions",
  "compute",
  "background",
  "policy",
  ...keptFields,
];

function firstProblem(declaration: Declaration | DelugeDeclaration): string | undefined {
  return (
    unknownFieldProblem(declaration, "script" in declaration ? delugeFields : webhookFields) ??
    lengthProblem("name", declaration.name, limits.nameChars) ??
    lengthProblem("hint", declaration.hint, limits.hintChars) ??
    choiceProblem("messageTypes", declaration.messageTypes, messageTypes, 1) ??
    ("script" in declaration
      ? fileProblem("script", declaration.script, ["ds", "dg"])
      : choiceProblem("permissions", declaration.permissions, permissions, 0)) ??
    choiceProblem("scope", [declaration.scope], scopes, 1) ??
    teamProblem(declaration.scope, declaration.teamIds) ??
    policyProblem(declaration) ??
    (declaration.image === undefined ? undefined : fileProblem("image", declaration.image, ["png", "jpg", "jpeg"])) ??
    ("script" in declaration
      ? undefined
      : (functionsProblem(declaration.functions) ??
        computeProblem(declaration.compute) ??
        backgroundProblem(declaration.background) ??
        rulesProblem(declaration)))
  );
}

function teamProblem(scope: string, teamIds: readonly (string | number)[] | undefined): string | undefined {
  if (scope !== "team") return teamIds === undefined ? undefined : `teamIds belongs to scope "team" only.`;
  const ids = teamIds ?? [];
  if (ids.length < 1 || ids.length > limits.teamIds)
    return `scope "team" needs 1 to ${limits.teamIds} teamIds, not ${ids.length}.`;
  const areIds = ids.every((id) => (typeof id === "number" ? Number.isSafeInteger(id) : /^\d{1,19}$/.test(id)));
  return areIds ? undefined : `teamIds must be whole numbers; write one above 2^53 as a string.`;
}
