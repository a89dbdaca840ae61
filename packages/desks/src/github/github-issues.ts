import {
  type Connection,
  type ConnectionRequest,
  type ConnectionResponse,
  cutText,
  UpstreamFailed,
} from "@cliq-actions/core";
import { nameOf } from "../vendor/describe-origin.ts";
import { asFields, type Fields, fieldsOf, listOf, unexpected } from "../vendor/read-fields.ts";
import type { VendorChange, VendorDesk, VendorTicket } from "../vendor/vendor-desk.ts";
import { writeToFit } from "../vendor/write-to-fit.ts";
import { toIssueBody, toQuoted } from "./to-issue-body.ts";

/** The longest title and body that GitHub takes. */
const longestChars = { title: 256, body: 65_536 } as const;
const pageSize = 100;
/** A repository in which more has changed, or an issue with more comments, is not gone through to the end. */
const mostPages = 10;
/** What two clocks may differ by. */
const clockToleranceMs = 5 * 60_000;

/**
 * Issues of a repository, over GitHub's REST API: https://docs.github.com/en/rest/issues/issues. An issue is found by
 * its mark, which stands in its body; lists show what was created at once, so that nothing has to settle.
 */
export function githubIssues(connection: Connection, repository: string): VendorDesk {
  const issues = `/repos/${repository}/issues`;
  return { settlesMs: 0, find, create, change };

  async function find(mark: string, sinceMs: number | undefined): Promise<VendorTicket | undefined> {
    if (sinceMs === undefined) return search(mark);
    const since = new Date(sinceMs - clockToleranceMs).toISOString();
    for await (const issue of pagesOf(issues, { state: "all", since, sort: "created", direction: "desc" }))
      if (typeof issue.body === "string" && issue.body.includes(mark)) return toTicket(issue);
    return undefined;
  }

  /** Of what was created at any time, as https://docs.github.com/en/rest/search/search#search-issues-and-pull-requests finds it. */
  async function search(mark: string): Promise<VendorTicket | undefined> {
    const query = { q: `"${mark}" repo:${repository} in:body type:issue`, per_page: 1 };
    const answer = await send({ method: "GET", path: "/search/issues", query });
    const [issue] = listOf(fieldsOf(answer).items);
    return issue && toTicket(issue);
  }

  async function create(...[request, mark]: Parameters<VendorDesk["create"]>): Promise<VendorTicket> {
    const json = {
      title: cutText(request.subject.replaceAll(/\s+/gu, " "), longestChars.title),
      body: writeToFit(
        request,
        longestChars.body,
        (fitting) => toIssueBody(fitting, mark),
        (body) => body.length,
      ),
    };
    const answer = await send({ method: "POST", path: issues, json });
    return toTicket(fieldsOf(answer)) ?? unexpected(answer);
  }

  async function change(id: string, { status, mark, step }: VendorChange): Promise<void> {
    const comments = `${issues}/${id}/comments`;
    let isSaid = false;
    for await (const { body } of pagesOf(comments, {})) isSaid ||= typeof body === "string" && body.includes(mark);
    if (!isSaid) {
      const who = `${status === "resolved" ? "Resolved" : "Acknowledged"} in Cliq by ${toQuoted(nameOf(step.by))}`;
      const note = step.note === undefined ? "" : `\n\n${toQuoted(step.note)}`;
      await send({ method: "POST", path: comments, json: { body: `${who}${note}\n\n\`${mark}\`` } });
    }
    if (status !== "resolved") return;
    const closed = { state: "closed", state_reason: "completed" };
    await send({ method: "PATCH", path: `${issues}/${id}`, json: closed, repeatable: true });
  }

  async function* pagesOf(path: string, query: NonNullable<ConnectionRequest["query"]>): AsyncGenerator<Fields> {
    for (let page = 1; page <= mostPages; page += 1) {
      const answer = await send({ method: "GET", path, query: { ...query, per_page: pageSize, page } });
      const found = answer.json();
      if (!Array.isArray(found)) unexpected(answer);
      yield* listOf(found);
      if (listOf(found).length < pageSize) return;
    }
    throw new UpstreamFailed("ticket desk", { status: "too much has changed" });
  }

  async function send(request: ConnectionRequest): Promise<ConnectionResponse> {
    // Without a user-agent GitHub answers 403.
    const headers = {
      accept: "application/vnd.github+json",
      "x-github-api-version": "2022-11-28",
      "user-agent": "message-actions",
    };
    const answer = await connection.send({ ...request, headers });
    return answer.status >= 200 && answer.status < 300 ? answer : unexpected(answer);
  }
}

function toTicket(issue: Fields): VendorTicket | undefined {
  const { number, html_url: address } = asFields(issue) ?? {};
  if (typeof number !== "number" || typeof address !== "string" || !/^https:\/\/[^\s/]+/u.test(address))
    return undefined;
  return { id: String(number), number: String(number), address };
}
