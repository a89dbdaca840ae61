import { checkConnections } from "#check-connections";

/** A system outside AWS that an action calls. */
export interface ConnectionDeclaration {
  /** Scheme and host, such as "https://api.statuspage.example"; https, and no path. */
  readonly origin: string;
  /** Name of its secret, such as "api-key": lower-case letters, digits and hyphens, at most 40. Left out, it needs none. */
  readonly secret?: string;
  /** The stages that use it, by what they chose in infra/stages.ts, such as `{ desk: "jira" }`. Left out, all do. */
  readonly when?: Readonly<Record<string, string>>;
}

/** The systems outside AWS that an action calls, by a name in camelCase. */
export type Connections = Readonly<Record<string, ConnectionDeclaration>>;

/**
 * Declares the systems outside AWS that an action calls, in a `connections.ts` beside its `action.ts`.
 * The function may read exactly the
 * [parameters](https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html)
 * that hold the secrets named here.
 * Throws `InvalidDeclaration` at import, naming the folder, when a name, an origin or a secret is not well formed; not in
 * a deployed bundle, whose synthesis has imported the same file.
 */
export function defineConnections<const C extends Connections>(connections: C): C {
  checkConnections(connections);
  return Object.freeze(
    Object.fromEntries(Object.entries(connections).map(([name, declared]) => [name, Object.freeze({ ...declared })])),
  ) as C;
}
