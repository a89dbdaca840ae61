import { InvalidDeclaration } from "../errors/invalid-declaration.ts";
import type { Declaration } from "./define-message-action.ts";
import { declarationLimits as limits } from "./limits.ts";
import { messageTypes, permissions, scopes } from "./vocabulary.ts";

/** Throws {@link InvalidDeclaration} naming the folder and the first limit of Cliq's that is not met. */
export function checkDeclaration(declaration: Declaration): void {
  const problem = firstProblem(declaration);
  if (problem !== undefined) throw new InvalidDeclaration(`${folderOf(new Error().stack)}${problem}`);
}

function firstProblem(declaration: Declaration): string | undefined {
  return (
    lengthProblem("name", declaration.name, limits.name) ??
    lengthProblem("hint", declaration.hint, limits.hint) ??
    choiceProblem("messageTypes", declaration.messageTypes, messageTypes, 1) ??
    choiceProblem("permissions", declaration.permissions, permissions, 0) ??
    choiceProblem("scope", [declaration.scope], scopes, 1) ??
    teamProblem(declaration.scope, declaration.teamIds)
  );
}

function lengthProblem(field: string, value: unknown, limit: number): string | undefined {
  if (typeof value !== "string" || value.trim() === "") return `${field} must not be empty.`;
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(value)) return `${field} must not hold control characters.`;
  if (value.length <= limit) return undefined;
  return `${field} has ${value.length} characters; Cliq allows ${limit}.`;
}

function choiceProblem(field: string, chosen: unknown, known: readonly string[], least: number): string | undefined {
  if (!Array.isArray(chosen) || chosen.length < least) return `${field} needs at least ${least} of ${known.join(", ")}.`;
  const strange: unknown = chosen.find((one) => !known.includes(one as string));
  if (strange !== undefined) return `${field} holds ${JSON.stringify(strange)}; Cliq knows ${known.join(", ")}.`;
  return new Set(chosen).size === chosen.length ? undefined : `${field} names the same value twice.`;
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
