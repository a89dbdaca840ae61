import type { Requester, TicketDetail, TicketRequest } from "../ticket-desk.ts";

/** What a ticket in another system says besides the message itself, by label; a link back where Cliq gives one. */
export function describeOrigin({ requester, origin = {}, details = [] }: TicketRequest): TicketDetail[] {
  const { author, chat, fileNames = [], messageUrl } = origin;
  const known: readonly (readonly [label: string, value: string | undefined])[] = [
    ["Asked for by", nameOf(requester)],
    ["Written by", author],
    ["Chat", chat],
    ["Files", fileNames.length === 0 ? undefined : fileNames.join(", ")],
    ["Message", messageUrl],
  ];
  const named = known.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
  return [...details, ...named];
}

/** A person, with the address that tells them from others of the name. */
export function nameOf({ name, email }: Requester): string {
  return email === undefined || email === name ? name : `${name} (${email})`;
}
