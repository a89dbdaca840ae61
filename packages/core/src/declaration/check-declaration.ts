import { InvalidDeclaration } from "../errors/invalid-declaration.ts";
import { functionsProblem } from "./check-functions.ts";
import { choiceProblem, lengthProblem } from "./field-problems.ts";
import type { DelugeDeclaration } from "./define-deluge-action.ts";
import type { Declaration } from "./define-message-action.ts";
import { declarationLimits as limits } from "./limits.ts";
import { fileProblem, upkeepProblem } from "./upkeep-problems.ts";
import { messageTypes, permissions, scopes } from "./vocabulary.ts";

/** Throws {@link InvalidDeclaration} naming the folder and the first limit of Cliq's that is not met. */
export function checkDeclaration(declaration: Declaration | DelugeDeclaration): void {
  const problem = firstProblem(declaration);
  if (problem !== undefined) throw new InvalidDeclaration(`${folderOf(new Error().stack)}${problem}`);
}

function firstProblem(declaration: Declaration | DelugeDeclaration): string | undefined {
  return (
    lengthProblem("name", declaration.name, limits.name) ??
    lengthProblem("hint", declaration.hint, limits.hint) ??
    choiceProblem("messageTypes", declaration.messageTypes, messageTypes, 1) ??
    ("script" in declaration
      ? fileProblem("script", declaration.script, ["ds", "dg"])
      : choiceProblem("permissions", declaration.permissions, permissions, 0)) ??
    choiceProblem("scope", [declaration.scope], scopes, 1) ??
    teamProblem(declaration.scope, declaration.teamIds) ??
    upkeepProblem(declaration) ??
    (declaration.image === undefined ? undefined : fileProblem("image", declaration.image, ["png", "jpg", "jpeg"])) ??
    ("functions" in declaration ? functionsProblem(declaration.functions) : undefined)
  );
}

function teamProblem(scope: string, teamIds: readonly (string | number)[] | undefined): string | undefined {
  if (scope !== "team") return teamIds === undefined ? undefined : `teamIds belongs to scope "team" only.`;
  const count = teamIds?.length ?? 0;
  if (count < 1 || count > limits.teamIds) return `scope "team" needs 1 to ${limits.teamIds} teamIds, not ${count}.`;
  const bad = teamIds?.find((id) => (typeof id === "number" ? !Number.isSafeInteger(id) : !/^\d{1,19}$/.test(id)));
  return bad === undefined ? undefined : `teamIds must be whole numbers; write one above 2^53 as a string.`;
}

/** The folder of the `action.ts` being imported, read from the stack only when something is wrong. */
function folderOf(stack: string | undefined): string {
  const folder = /([^/\\\s(]+)[/\\]action\.[cm]?[jt]s/.exec(stack ?? "")?.[1];
  return folder === undefined ? "Message action: " : `Message action in folder "${folder}": `;
}
