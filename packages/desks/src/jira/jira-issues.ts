import {
  type Connection,
  type ConnectionRequest,
  type ConnectionResponse,
  cutText,
  UserError,
} from "@cliq-actions/core";
import type { JiraSettings } from "../desk-settings.ts";
import { nameOf } from "../vendor/describe-origin.ts";
import { asFields, type Fields, fieldsOf, listOf, unexpected } from "../vendor/read-fields.ts";
import type { VendorChange, VendorDesk, VendorTicket } from "../vendor/vendor-desk.ts";
import { writeToFit } from "../vendor/write-to-fit.ts";
import { lengthOf, toComment, toDescription } from "./to-document.ts";

const rest = "/rest/api/3";
/** The longest summary that Jira takes. */
const longestSummaryChars = 255;
/** The longest text that Jira takes unless an administrator has set another limit; its refusal names it. */
const longestDescriptionChars = 32_767;
const pageSize = 100;
const mostPages = 10;
/** In which of Jira's three categories a status is: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-status-categories/ */
const categories = { acknowledged: "indeterminate", resolved: "done" } as const;

/**
 * Issues of a project, over Jira Cloud's REST API: https://developer.atlassian.com/cloud/jira/platform/rest/v3/. An issue
 * is found by its mark, which is one of its labels. What was created is found after "a few seconds to minutes":
 * https://developer.atlassian.com/cloud/jira/platform/search-and-reconcile
 */
export function jiraIssues(connection: Connection, { project, issueType, origin }: JiraSettings): VendorDesk {
  return { settlesMs: 3 * 60_000, find, create, change };

  async function find(mark: string): Promise<VendorTicket | undefined> {
    const json = { jql: `project = "${project}" AND labels = "${mark}"`, fields: ["summary"], maxResults: 1 };
    const answer = await send({ method: "POST", path: `${rest}/search/jql`, json, repeatable: true });
    const [issue] = listOf(fieldsOf(answer).issues);
    return issue && toTicket(issue);
  }

  async function create(...[request, mark]: Parameters<VendorDesk["create"]>): Promise<VendorTicket> {
    const fields = {
      project: { key: project },
      issuetype: { name: issueType },
      summary: cutText(request.subject.replaceAll(/\s+/gu, " "), longestSummaryChars),
      description: writeToFit(request, longestDescriptionChars, toDescription, lengthOf),
      labels: [mark],
    };
    const answer = await send({ method: "POST", path: `${rest}/issue`, json: { fields } });
    return toTicket(fieldsOf(answer)) ?? unexpected(answer);
  }

  async function change(id: string, { status, mark, step }: VendorChange): Promise<void> {
    const issue = `${rest}/issue/${encodeURIComponent(id)}`;
    if (!(await isSaid(`${issue}/comment`, mark))) {
      const who = `${status === "resolved" ? "Resolved" : "Acknowledged"} in Cliq by ${nameOf(step.by)}`;
      const body = toComment([who, ...(step.note === undefined ? [] : [step.note]), mark]);
      await send({ method: "POST", path: `${issue}/comment`, json: { body } });
    }
    await moveTo(issue, categories[status]);
  }

  async function isSaid(path: string, mark: string): Promise<boolean> {
    for (let page = 0; page < mostPages; page += 1) {
      const query = { startAt: page * pageSize, maxResults: pageSize, orderBy: "-created" };
      const answer = await send({ method: "GET", path, query });
      const comments = listOf(fieldsOf(answer).comments);
      if (comments.some((comment) => JSON.stringify(comment.body).includes(mark))) return true;
      if (comments.length < pageSize) break;
    }
    return false;
  }

  /** Moves an issue by the first transition that leads there; one that is there, or done, stays. */
  async function moveTo(issue: string, category: "indeterminate" | "done"): Promise<void> {
    const { fields } = fieldsOf(await send({ method: "GET", path: issue, query: { fields: "status" } }));
    const now = categoryOf(asFields(fields)?.status);
    if (now === category || now === "done") return;
    const { transitions } = fieldsOf(await send({ method: "GET", path: `${issue}/transitions` }));
    const way = listOf(transitions).find(({ to }) => categoryOf(to) === category);
    if (typeof way?.id === "string")
      await send({ method: "POST", path: `${issue}/transitions`, json: { transition: { id: way.id } } });
    // That somebody is at it stands in the comment, too; that it is done does not count unless it is.
    else if (category === "done")
      throw new UserError("Jira does not let this ticket be closed from where it is. Open it there, and close it.");
  }

  function toTicket({ id, key }: Fields): VendorTicket | undefined {
    if (typeof id !== "string" || typeof key !== "string") return undefined;
    return { id, number: key, address: `${origin}/browse/${encodeURIComponent(key)}` };
  }

  async function send(request: ConnectionRequest): Promise<ConnectionResponse> {
    const answer = await connection.send({ ...request, authorize });
    return answer.status >= 200 && answer.status < 300 ? answer : unexpected(answer);
  }
}

/** https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/ */
function authorize(secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(secret).toString("base64")}` };
}

function categoryOf(status: unknown): unknown {
  return asFields(asFields(status)?.statusCategory)?.key;
}
