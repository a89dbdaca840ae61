import { Reply } from "./reply.ts";

/** What only the function at run time knows of a reply: how one of its buttons or forms is called in this stage, and what it seals. */
export type Slot =
  /** The name that the declared button or form of that name is registered under, which carries the stage's suffix. */
  | { readonly functionName: string }
  /** What a button says of the function that it calls: its name, and whose it is where the stage says so. */
  | { readonly calls: true; readonly functionName: string }
  /** What the person brings back unchanged, bound to them: for the declared button or form of that name. */
  | { readonly sealed: unknown; readonly functionName: string };

// JSON has no such character: it is written as \u0000 there. So a slot cannot be made by anything people write.
const bound = "\0";

/** Stands in the JSON of a button or reply where a value belongs, until {@link fillSlots}. */
export function slotJson(slot: Slot): string {
  return `${bound}${JSON.stringify(slot)}${bound}`;
}

/** Whether something in a reply is still to be filled in. */
export function hasSlots(reply: Reply): boolean {
  return Reply.jsonOf(reply)?.includes(bound) ?? false;
}

/** The reply with each slot's value in its place; what no builder made is given back as it is. */
export function fillSlots(reply: Reply, fill: (slot: Slot) => string | object): Reply {
  const json = Reply.jsonOf(reply);
  if (json === undefined) return reply;
  const parts = json.split(bound);
  return new Reply(
    parts.map((part, index) => (index % 2 === 0 ? part : JSON.stringify(fill(JSON.parse(part) as Slot)))).join(""),
  );
}
