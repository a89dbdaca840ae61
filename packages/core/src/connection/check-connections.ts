import { isRecord, unknownFieldProblem } from "../declaration/field-problems.ts";
import { toInvalidDeclaration } from "../declaration/to-invalid-declaration.ts";

/** Throws `InvalidDeclaration` naming the folder and the first thing that is wrong with declared connections. */
export function checkConnections(connections: unknown): void {
  const problem = connectionsProblem(connections);
  if (problem !== undefined) throw toInvalidDeclaration(problem, "connections");
}

function connectionsProblem(connections: unknown): string | undefined {
  if (!isRecord(connections)) return "they must be an object of connections by name.";
  const declared = Object.entries(connections);
  if (declared.length === 0) return "there is none; an action without connections has no connections.ts.";
  for (const [name, connection] of declared) {
    const problem = nameProblem(name) ?? connectionProblem(connection);
    if (problem !== undefined) return `"${name}": ${problem}`;
  }
  return undefined;
}

function nameProblem(name: string): string | undefined {
  // What every object has (toString, constructor) would be found where nothing is declared.
  return /^[a-z][a-zA-Z0-9]{0,39}$/.test(name) && !(name in {}) && name !== "then"
    ? undefined
    : `its name must be in camelCase, letters and digits, at most 40, such as "statusPage".`;
}

function connectionProblem(connection: unknown): string | undefined {
  if (!isRecord(connection)) return "it must be an object with an origin.";
  return (
    unknownFieldProblem(connection, ["origin", "secret", "when"]) ??
    originProblem(connection.origin) ??
    (connection.secret === undefined ? undefined : secretProblem(connection.secret)) ??
    (connection.when === undefined ? undefined : whenProblem(connection.when))
  );
}

function originProblem(origin: unknown): string | undefined {
  if (typeof origin !== "string") return "origin must be a text.";
  if (/^http:/i.test(origin)) return "origin must be https.";
  return /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9]\d{0,4})?$/.test(origin) && isPort(origin.split(":")[2])
    ? undefined
    : `origin must be "https://" and a host in lower case, without a path, such as "https://api.example.com".`;
}

function isPort(port: string | undefined): boolean {
  return port === undefined || Number(port) <= 65_535;
}

function secretProblem(secret: unknown): string | undefined {
  return typeof secret === "string" && /^[a-z][a-z0-9-]{0,39}$/.test(secret)
    ? undefined
    : "secret must be the name of a secret, not the secret: lower-case letters, digits and hyphens, at most 40.";
}

function whenProblem(when: unknown): string | undefined {
  return isRecord(when) && Object.values(when).every((kind) => typeof kind === "string")
    ? undefined
    : 'when must say what a stage has chosen, such as { desk: "jira" }.';
}
