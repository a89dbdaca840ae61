import type { Operation } from "./operation.ts";

/** The operation a method and path address, with the path's parameters, or why there is none. */
export type OperationMatch =
  | { operation: Operation; parameters: Record<string, string> }
  | { missing: "path" | "method" };

/** Finds the operation among `operations`; `path` is without the query and without `/api/v3`. */
export function matchOperation(operations: readonly Operation[], method: string, path: string): OperationMatch {
  let pathKnown = false;
  for (const operation of operations) {
    const parameters = matchPath(operation.path, path);
    if (parameters === undefined) continue;
    if (operation.method === method) return { operation, parameters };
    pathKnown = true;
  }
  return { missing: pathKnown ? "method" : "path" };
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const expected = pattern.split("/");
  const actual = path.split("/");
  if (expected.length !== actual.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = actual[index] ?? "";
    if (part.startsWith("{")) {
      if (value === "") return undefined;
      parameters[part.slice(1, -1)] = value;
    } else if (part !== value) return undefined;
  }
  return parameters;
}
