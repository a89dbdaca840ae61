import { InvalidDeclaration } from "../errors/invalid-declaration.ts";

/** A system outside AWS: where it is, and the secret it asks for. */
export interface ConnectionDeclaration {
  /** `https://host`, without a path; a stage may replace it. */
  readonly origin: string;
  /** Name of the secret in Parameter Store, put by `pnpm cliq secret put --stage … <slug>/<secret>`. */
  readonly secret?: string;
}

/** The connections of one action by name. */
export type Connections = Readonly<Record<string, ConnectionDeclaration>>;

/** Declares the systems outside AWS that an action calls; throws a sentence for what cannot be deployed. */
export function defineConnections<const C extends Connections>(connections: C): C {
  for (const [name, declaration] of Object.entries(connections)) {
    const problem = problemOf(name, declaration);
    if (problem !== undefined) throw new InvalidDeclaration(problem);
  }
  return connections;
}

function problemOf(name: string, { origin, secret, ...unknown }: ConnectionDeclaration): string | undefined {
  const quoted = JSON.stringify(name);
  if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(name)) {
    return `A connection's name is camelCase, at most 40 letters and digits; ${quoted} is not.`;
  }
  if (!/^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/.test(origin)) {
    return `The origin of connection ${quoted} must be like "https://api.example.com": https, lower case, no path.`;
  }
  if (secret !== undefined && !/^[a-z][a-z0-9-]{0,39}$/.test(secret)) {
    return `The secret of connection ${quoted} must be lower-case letters, digits and "-", at most 40, like "api-key".`;
  }
  const [key] = Object.keys(unknown);
  return key === undefined ? undefined : `Connection ${quoted} has "${key}", which is unknown: use origin and secret.`;
}
