import {
  type Connection,
  type ConnectionRequest,
  type ConnectionResponse,
  cutText,
  UpstreamFailed,
} from "@cliq-actions/core";
import type { ZohoDeskSettings } from "../desk-settings.ts";
import type { TicketRequest } from "../ticket-desk.ts";
import { describeOrigin, nameOf } from "../vendor/describe-origin.ts";
import { type Fields, fieldsOf, listOf, unexpected } from "../vendor/read-fields.ts";
import type { VendorChange, VendorDesk, VendorTicket } from "../vendor/vendor-desk.ts";
import { writeToFit } from "../vendor/write-to-fit.ts";
import { toHtml } from "./to-html.ts";

const tickets = "/api/v1/tickets";
/** The longest subject, description and name that Zoho Desk takes. */
const longestChars = { subject: 255, description: 65_535, lastName: 80 } as const;
const pageSize = 100;
const mostPages = 10;

/**
 * Tickets of a department, over Zoho Desk's REST API: https://desk.zoho.com/DeskAPIDocument. A ticket is found by its
 * mark in a custom field of the department. How soon a search finds what was created is UNKNOWN: three minutes are given.
 */
export function zohoTickets(
  connection: Connection,
  { organizationId, departmentId, markField }: Omit<ZohoDeskSettings, "kind" | "origin">,
): VendorDesk {
  return { settlesMs: 3 * 60_000, find, create, change };

  async function find(mark: string): Promise<VendorTicket | undefined> {
    const query = { departmentId, customField1: `${markField}:${mark}`, limit: 1 };
    const answer = await send({ method: "GET", path: `${tickets}/search`, query });
    // Nothing found is no content.
    if (answer.status === 204) return undefined;
    const [ticket] = listOf(fieldsOf(answer).data);
    return ticket && toTicket(ticket);
  }

  async function create(...[request, mark]: Parameters<VendorDesk["create"]>): Promise<VendorTicket> {
    const { name, email } = request.requester;
    const json = {
      departmentId,
      subject: cutText(request.subject.replaceAll(/\s+/gu, " "), longestChars.subject),
      description: writeToFit(request, longestChars.description, toTicketDescription, (html) => html.length),
      // An e-mail address that is known there leads to its contact.
      contact: { lastName: cutText(name, longestChars.lastName), ...(email === undefined ? {} : { email }) },
      cf: { [markField]: mark },
    };
    const answer = await send({ method: "POST", path: tickets, json });
    return toTicket(fieldsOf(answer)) ?? unexpected(answer);
  }

  async function change(id: string, { status, mark, step }: VendorChange): Promise<void> {
    const ticket = `${tickets}/${encodeURIComponent(id)}`;
    if (!(await isSaid(`${ticket}/comments`, mark))) {
      const who = `${status === "resolved" ? "Resolved" : "Acknowledged"} in Cliq by ${nameOf(step.by)}`;
      const words = [who, ...(step.note === undefined ? [] : [step.note]), mark].join("\n\n");
      const json = { isPublic: false, contentType: "html", content: toHtml(words) };
      await send({ method: "POST", path: `${ticket}/comments`, json });
    }
    if (status === "resolved")
      await send({ method: "PATCH", path: ticket, json: { status: "Closed" }, repeatable: true });
  }

  async function isSaid(path: string, mark: string): Promise<boolean> {
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await send({ method: "GET", path, query: { from: page * pageSize, limit: pageSize } });
      const comments = answer.status === 204 ? [] : listOf(fieldsOf(answer).data);
      if (comments.some(({ content }) => typeof content === "string" && content.includes(mark))) return true;
      if (comments.length < pageSize) return false;
    }
    throw new UpstreamFailed("ticket desk", { status: "too many comments" });
  }

  async function send(request: ConnectionRequest): Promise<ConnectionResponse> {
    const answer = await connection.send({ ...request, headers: { orgId: organizationId }, authorize });
    return answer.status >= 200 && answer.status < 300 ? answer : unexpected(answer);
  }
}

function toTicketDescription(request: TicketRequest): string {
  const facts = describeOrigin(request).map(({ label, value }) => `${label}: ${value}`);
  return toHtml([request.body, ...facts].filter((text) => text !== "").join("\n\n"));
}

function authorize(token: string): Record<string, string> {
  return { authorization: `Zoho-oauthtoken ${token}` };
}

function toTicket({ id, ticketNumber, webUrl }: Fields): VendorTicket | undefined {
  if (typeof id !== "string" || typeof ticketNumber !== "string" || typeof webUrl !== "string") return undefined;
  return /^https:\/\/[^\s/]+/u.test(webUrl) ? { id, number: ticketNumber, address: webUrl } : undefined;
}
