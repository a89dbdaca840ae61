import type { FakeRequest, FakeResponse, FakeSystem } from "@cliq-actions/local-aws/define-fakes";

interface Ticket {
  readonly id: string;
  readonly ticketNumber: string;
  readonly webUrl: string;
  readonly departmentId: string;
  readonly subject: string;
  readonly description: string;
  readonly cf: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  status: string;
  readonly comments: { readonly id: string; readonly content: string }[];
}

/** Zoho Desk, and what a test looks at in it. */
export interface ZohoDeskFake extends FakeSystem {
  secret: string;
  readonly tickets: readonly Ticket[];
  /** For so long a search does not find what was created. */
  lagMs: number;
}

/** Any organisation's tickets, as https://desk.zoho.com/DeskAPIDocument has them: created, searched by a custom field, commented and closed. */
export function zohoDeskFake(): ZohoDeskFake {
  const secret = "1000.access-token-for-laptops";
  const tickets: Ticket[] = [];
  const fake: ZohoDeskFake = {
    secret,
    tickets,
    lagMs: 0,
    answer(request) {
      if (request.headers.authorization !== `Zoho-oauthtoken ${secret}`)
        return refuse(401, "INVALID_OAUTH", "The OAuth Token you provided is invalid.");
      if (!/^\d+$/.test(request.headers.orgid ?? "")) return refuse(403, "FORBIDDEN", "You are not allowed to access.");
      const { method, path } = request;
      if (method === "POST" && path === "/api/v1/tickets") return create(request);
      if (method === "GET" && path === "/api/v1/tickets/search") return search(request);
      const [, id, part] = /^\/api\/v1\/tickets\/(\d+)(\/comments)?$/.exec(path) ?? [];
      const ticket = tickets.find((one) => one.id === id);
      if (ticket === undefined) return refuse(404, "URL_NOT_FOUND", "The URL you requested could not be found.");
      if (part === undefined) return method === "PATCH" ? update(ticket, request) : { json: ticket };
      return method === "POST" ? comment(ticket, request) : page(request, ticket.comments);
    },
  };
  return fake;

  function create(request: FakeRequest): FakeResponse {
    const asked = request.json<Partial<Ticket> & { contact?: { lastName?: string; email?: string } }>();
    const { subject = "", departmentId = "", contact = {}, description = "", cf = {} } = asked;
    if (subject === "" || subject.length > 255) return invalid("/subject");
    if (!/^\d+$/.test(departmentId)) return invalid("/departmentId");
    if (!contact.lastName && !contact.email) return invalid("/contactId");
    if (description.length > 65_535) return invalid("/description");
    const number = String(tickets.length + 101);
    const id = `18920000000${number}`;
    const webUrl = `https://desk.zoho.com/support/acme/ShowHomePage.do#Cases/dv/${id}`;
    const kept = { id, ticketNumber: number, webUrl, departmentId, subject, description, cf };
    tickets.push({ ...kept, createdAtMs: Date.now(), status: "Open", comments: [] });
    return { json: tickets.at(-1) };
  }

  function search(request: FakeRequest): FakeResponse {
    const [field = "", value = ""] = (request.query.customField1 ?? "").split(":");
    const found = tickets.filter(
      (one) =>
        one.departmentId === request.query.departmentId &&
        one.cf[field] === value &&
        Date.now() - one.createdAtMs >= fake.lagMs,
    );
    return page(request, found);
  }
}

function update(ticket: Ticket, request: FakeRequest): FakeResponse {
  ticket.status = request.json<{ status?: string }>().status ?? ticket.status;
  return { json: ticket };
}

function comment(ticket: Ticket, request: FakeRequest): FakeResponse {
  const { content } = request.json<{ content?: string }>();
  if (!content) return invalid("/content");
  ticket.comments.push({ id: String(ticket.comments.length), content });
  return { json: ticket.comments.at(-1) };
}

function page({ query }: FakeRequest, all: readonly unknown[]): FakeResponse {
  const from = Number(query.from ?? 0);
  const data = all.slice(from, from + Number(query.limit ?? 10));
  return data.length === 0 ? { status: 204 } : { json: { data, count: all.length } };
}

function refuse(status: number, errorCode: string, message: string): FakeResponse {
  return { status, json: { errorCode, message } };
}

function invalid(fieldName: string): FakeResponse {
  const errors = [{ fieldName, errorType: "invalid", errorMessage: "" }];
  return { status: 422, json: { errorCode: "INVALID_DATA", message: "The data is invalid", errors } };
}
