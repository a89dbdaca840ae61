import type { ScopeCheck } from "./check-scopes.ts";

/**
 * What the adapter of Zoho Desk calls needs, and nothing more: tickets are searched, created, commented and closed, and
 * nothing is deleted. Each operation's scopes are in https://github.com/zoho/zohodesk-oas (v1.0: Ticket.json,
 * TicketComment.json, Search.json). That a ticket of somebody unknown there also needs the right to create a contact is INFERRED
 * from https://www.zoho.com/deluge/help/desk/create-record.html, which names it for what creates tickets.
 */
export const deskScopes: readonly string[] = [
  "Desk.tickets.READ",
  "Desk.tickets.CREATE",
  "Desk.tickets.UPDATE",
  "Desk.search.READ",
  "Desk.contacts.CREATE",
];

/** What Zoho says of each scope of a token, by what the token reports: a call that changes nothing proves one of them at most. */
export function checkDeskScopes(reported: readonly string[]): readonly ScopeCheck[] {
  const told = new Set(reported.map((scope) => scope.toLowerCase()));
  return deskScopes.map((scope) => {
    if (told.size === 0) return { scope, verdict: "unverified", said: "Zoho does not tell the token's scopes" };
    const all = scope.replace(/\.[A-Z]+$/, ".ALL");
    return { scope, verdict: [scope, all].some((one) => told.has(one.toLowerCase())) ? "ok" : "lacking" };
  });
}
