import { choiceProblem, isRecord, lengthProblem, unknownFieldProblem } from "../declaration/field-problems.ts";
import { declarationLimits } from "../declaration/limits.ts";
import type { AnyButtonDefinition } from "./button-definition.ts";

const buttonFields = ["name", "description", "args", "permissions", "click", "adopt", "removalPolicy"];

/** What is wrong with a button; undefined when nothing is. The rest of it is looked at with its action. */
export function buttonProblem(button: AnyButtonDefinition): string | undefined {
  return (
    unknownFieldProblem(button, buttonFields) ??
    lengthProblem("name", button.name, declarationLimits.nameChars) ??
    shapeProblem("args", button.args) ??
    (typeof button.click === "function" ? undefined : "click must be a function.")
  );
}

/** What is wrong with a declared shape; undefined when nothing is. */
export function shapeProblem(field: string, shape: unknown): string | undefined {
  if (shape === undefined) return undefined;
  if (!isRecord(shape)) return `${field} must be an object of "string", "number" and "boolean" by name.`;
  return Object.entries(shape)
    .map(([name, kind]) => choiceProblem(`${field}.${name}`, [kind], ["string", "number", "boolean"], 1))
    .find((problem) => problem !== undefined);
}
