import { choiceProblem, lengthProblem } from "./field-problems.ts";
import type { FunctionDeclaration } from "./function-declaration.ts";
import { type FunctionHandlerName, functionHandlers, mainHandlers } from "../function-handlers.ts";
import { declarationLimits as limits } from "./limits.ts";
import { policyProblem } from "./policy-problems.ts";

/** What is wrong with an action's functions; undefined when nothing is. */
export function functionsProblem(
  functions: Readonly<Record<string, FunctionDeclaration>> | undefined,
): string | undefined {
  for (const [key, declared] of Object.entries(functions ?? {})) {
    const problem = keyProblem(key) ?? functionProblem(declared);
    if (problem !== undefined) return `function "${key}": ${problem}`;
  }
  return undefined;
}

function keyProblem(key: string): string | undefined {
  return /^[a-z][a-z0-9-]{0,39}$/.test(key)
    ? undefined
    : `its key needs lower-case letters, digits and hyphens, at most 40, such as ${JSON.stringify(toKey(key))}.`;
}

/** The nearest one that would do. */
function toKey(key: string): string {
  const words = key.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
  const plain = words.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^[^a-z]+|-+$/g, "");
  return plain.slice(0, 40) || "report";
}

function functionProblem(declared: FunctionDeclaration): string | undefined {
  return (
    lengthProblem("name", declared.name, limits.nameChars) ??
    lengthProblem("description", declared.description, limits.descriptionChars) ??
    choiceProblem("type", [declared.type], Object.keys(mainHandlers), 1) ??
    handlersProblem(declared) ??
    policyProblem(declared)
  );
}

function handlersProblem({ type, handlers }: FunctionDeclaration): string | undefined {
  const own = Object.keys(functionHandlers).filter((name) => functionHandlers[name as FunctionHandlerName].of === type);
  return (
    choiceProblem("handlers", Object.keys(handlers), own, 0) ??
    Object.entries(handlers)
      .map(([name, granted]) =>
        choiceProblem(name, granted, functionHandlers[name as FunctionHandlerName].permissions, 0),
      )
      .find((problem) => problem !== undefined)
  );
}
