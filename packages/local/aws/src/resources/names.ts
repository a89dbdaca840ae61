import type { Deployment, DesiredResource } from "../stack/resource-type.ts";

/** Takes a name that an account has once for a resource, which may have it already; throws where it is another's. */
export function takeName<Name extends string>(
  { type }: Pick<DesiredResource, "type">,
  { account }: Deployment,
  name: Name,
  previous?: string,
): Name {
  const key = `${type} ${name}`;
  if (name !== previous && account.names.has(key)) throw new Error(`${name} already exists.`);
  account.names.add(key);
  return name;
}

/** Gives the name of a resource that is gone to whoever wants it. */
export function freeName({ type }: Pick<DesiredResource, "type">, { account }: Deployment, name: string): void {
  account.names.delete(`${type} ${name}`);
}
