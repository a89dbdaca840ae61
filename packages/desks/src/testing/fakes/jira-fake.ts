import type { FakeRequest, FakeResponse, FakeSystem } from "@cliq-actions/local-aws/define-fakes";

const statuses = {
  "To Do": "new",
  "In Progress": "indeterminate",
  Done: "done",
} as const;
type Status = keyof typeof statuses;

interface Issue {
  readonly id: string;
  readonly key: string;
  readonly summary: string;
  readonly description: unknown;
  readonly labels: readonly string[];
  readonly createdAtMs: number;
  status: Status;
  readonly comments: { readonly id: string; readonly body: unknown }[];
}

/** A site of Jira, and what a test looks at in it. */
export interface JiraFake extends FakeSystem {
  secret: string;
  readonly issues: readonly Issue[];
  /** For so long a search does not find what was created. */
  lagMs: number;
}

/**
 * A site with whichever projects it is asked for, with the three statuses of a new one, as
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/ has it: issues, labels, searches that lag, comments and transitions.
 */
export function jiraFake(): JiraFake {
  const secret = "ops@example.com:token-for-laptops";
  const issues: Issue[] = [];
  const fake: JiraFake = {
    secret,
    issues,
    lagMs: 0,
    answer(request) {
      const basic = `Basic ${Buffer.from(secret).toString("base64")}`;
      if (request.headers.authorization !== basic)
        return { status: 401, text: "Client must be authenticated to access this resource." };
      const { method } = request;
      const path = request.path.replace(/^\/rest\/api\/3/, "");
      if (method === "POST" && path === "/search/jql") return search(request);
      if (method === "POST" && path === "/issue") return create(request);
      const [, id = "", part = ""] = /^\/issue\/([^/]+)(\/(?:comment|transitions))?$/.exec(path) ?? [];
      const issue = issues.find((one) => one.id === decodeURIComponent(id) || one.key === id);
      if (issue === undefined) return refuse(404, "Issue does not exist or you do not have permission to see it.");
      if (part === "") return { json: { ...nameOf(issue), fields: { status: toStatus(issue.status) } } };
      if (part === "/comment") return method === "POST" ? comment(issue, request) : list(issue, request);
      return method === "POST" ? move(issue, request) : { json: { transitions: waysOut(issue) } };
    },
  };
  return fake;

  function create(request: FakeRequest): FakeResponse {
    const { fields = {} } = request.json<{ fields?: Record<string, unknown> }>();
    const { summary, project, labels = [], description } = fields;
    if (typeof summary !== "string" || summary === "" || summary.length > 255 || summary.includes("\n"))
      return invalid("summary", "The summary is invalid because it contains newline characters or is too long.");
    if (description !== undefined && !isDocument(description))
      return invalid(
        "description",
        "Operation value must be an Atlassian Document (see the Atlassian Document Format)",
      );
    if (textOf(description).length > 32_767)
      return invalid("description", "The entered text is too long. It exceeds the allowed limit of 32,767 characters.");
    if ((labels as string[]).some((label) => /\s/.test(label))) return invalid("labels", "The label contains spaces.");
    const id = String(10_000 + issues.length);
    const key = `${String((project as { key?: string } | undefined)?.key)}-${issues.length + 1}`;
    const kept = { id, key, summary, description, labels: labels as string[], createdAtMs: Date.now() };
    issues.push({ ...kept, status: "To Do", comments: [] });
    return { status: 201, json: nameOf(kept) };
  }

  function search(request: FakeRequest): FakeResponse {
    const [, project = "", label = ""] =
      /^project = "(\w+)" AND labels = "(\w+)"$/.exec(request.json<{ jql: string }>().jql) ?? [];
    if (label === "") return refuse(400, "Error in the JQL Query");
    const found = issues.filter(
      ({ key, labels, createdAtMs }) =>
        key.startsWith(`${project}-`) && labels.includes(label) && Date.now() - createdAtMs >= fake.lagMs,
    );
    return { json: { issues: found.map(nameOf), isLast: true } };
  }
}

function nameOf({ id, key }: Pick<Issue, "id" | "key">): object {
  return { id, key, self: `https://your-site.atlassian.net/rest/api/3/issue/${id}` };
}

function comment(issue: Issue, request: FakeRequest): FakeResponse {
  const { body } = request.json<{ body?: unknown }>();
  if (!isDocument(body)) return invalid("comment", "Comment body is not valid!");
  issue.comments.push({ id: String(issue.comments.length), body });
  return { status: 201, json: issue.comments.at(-1) };
}

function list(issue: Issue, { query }: FakeRequest): FakeResponse {
  const [startAt, maxResults] = [Number(query.startAt ?? 0), Number(query.maxResults ?? 50)];
  const comments = issue.comments.toReversed().slice(startAt, startAt + maxResults);
  return { json: { startAt, maxResults, total: issue.comments.length, comments } };
}

function waysOut(issue: Issue): object[] {
  const ways = Object.keys(statuses).map((name, index) => ({
    id: String(index + 1),
    name,
    to: toStatus(name as Status),
  }));
  return ways.filter(({ name }) => name !== issue.status);
}

function move(issue: Issue, request: FakeRequest): FakeResponse {
  const { transition } = request.json<{ transition?: { id?: string } }>();
  const to = Object.keys(statuses)[Number(transition?.id) - 1];
  if (to === undefined) return refuse(400, "Transition id is not valid for this issue.");
  issue.status = to as Status;
  return { status: 204 };
}

function toStatus(name: Status): object {
  return { name, statusCategory: { key: statuses[name] } };
}

/** As far as the adapters write one: paragraphs of texts that say something. */
function isDocument(value: unknown): boolean {
  const { type, version, content } = (value ?? {}) as { type?: unknown; version?: unknown; content?: unknown };
  if (type !== "doc" || version !== 1 || !Array.isArray(content)) return false;
  const texts = content.flatMap((node: { content?: { type: string; text?: string }[] }) => node.content ?? []);
  return texts.every((node) => node.type !== "text" || (typeof node.text === "string" && node.text !== ""));
}

function textOf(document: unknown): string {
  const { content = [] } = (document ?? {}) as { content?: { content?: { text?: string }[] }[] };
  return content.map((node) => (node.content ?? []).map(({ text = "\n" }) => text).join("")).join("\n\n");
}

function refuse(status: number, message: string): FakeResponse {
  return { status, json: { errorMessages: [message], errors: {} } };
}

function invalid(field: string, message: string): FakeResponse {
  return { status: 400, json: { errorMessages: [], errors: { [field]: message } } };
}
