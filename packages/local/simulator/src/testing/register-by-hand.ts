import { people } from "../simulation/people.ts";
import type { Booted } from "../start/boot.ts";

/** Registers an action for text messages in the local Cliq, as its administrator does by hand, at any address. */
export function registerByHand(
  { cliq }: Pick<Booted, "cliq">,
  name: string,
  address: string,
): { id: string; remove(): void } {
  const admin = cliq.model.actAs(people.scott);
  const fields = { name, hint: "Made by a test", scope: "organization" as const, message_types: ["text" as const] };
  const { id } = admin.create({ ...fields, execution_type: "webhook", execution_url: address }, Date.now());
  return { id, remove: () => admin.remove(id, Date.now()) };
}
