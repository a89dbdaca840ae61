import type { FakeRequest, FakeResponse, FakeSystem } from "@cliq-actions/local-aws/define-fakes";

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly html_url: string;
  state: "open" | "closed";
  state_reason: string | null;
  readonly created_at: string;
  updated_at: string;
  readonly comments: { readonly id: number; readonly body: string }[];
}

/** GitHub with one repository, and what a test looks at in it. */
export interface GithubFake extends FakeSystem {
  secret: string;
  readonly issues: readonly Issue[];
}

/**
 * Issues of one repository, whichever it is asked for first, as https://docs.github.com/en/rest/issues has them: lists and
 * searches of what was created, comments, and issues that are closed. Search finds at once what there is.
 */
export function githubFake(): GithubFake {
  const secret = "github_pat_for_laptops";
  const issues: Issue[] = [];
  let repository: string | undefined;
  return {
    secret,
    issues,
    answer(request) {
      if (request.headers["user-agent"] === undefined)
        return { status: 403, text: "Request forbidden by administrative rules." };
      if (request.headers.authorization !== `Bearer ${secret}`) return refuse(401, "Bad credentials");
      if (request.method === "GET" && request.path === "/search/issues") return search(request);
      const [, name, rest = ""] = /^\/repos\/([^/]+\/[^/]+)\/issues(.*)$/.exec(request.path) ?? [];
      repository ??= name;
      if (name === undefined || name !== repository) return refuse(404, "Not Found");
      if (rest === "") return request.method === "POST" ? create(name, request) : list(request, newestFirst(request));
      const [, number, part = ""] = /^\/(\d+)(\/comments)?$/.exec(rest) ?? [];
      const issue = issues.find((one) => String(one.number) === number);
      if (issue === undefined) return refuse(404, "Not Found");
      if (part === "" && request.method === "PATCH") return update(issue, request);
      if (part === "" && request.method === "GET") return { json: issue };
      return request.method === "POST" ? comment(issue, request) : list(request, issue.comments);
    },
  };

  function create(name: string, request: FakeRequest): FakeResponse {
    const { title, body = "" } = request.json<{ title?: unknown; body?: string }>();
    if (typeof title !== "string" || title === "" || title.length > 256) return invalid("title");
    if (body.length > 65_536) return invalid("body");
    const number = issues.length + 1;
    const now = new Date().toISOString();
    const html_url = `https://github.com/${name}/issues/${number}`;
    const times = { created_at: now, updated_at: now };
    issues.push({ number, title, body, html_url, state: "open", state_reason: null, ...times, comments: [] });
    return { status: 201, json: issues.at(-1) };
  }

  function update(issue: Issue, request: FakeRequest): FakeResponse {
    const { state = issue.state, state_reason = null } = request.json<Partial<Issue>>();
    if (state !== "open" && state !== "closed") return invalid("state");
    Object.assign(issue, { state, state_reason, updated_at: new Date().toISOString() });
    return { json: issue };
  }

  function comment(issue: Issue, request: FakeRequest): FakeResponse {
    const { body } = request.json<{ body?: unknown }>();
    if (typeof body !== "string" || body === "") return invalid("body");
    issue.comments.push({ id: issue.comments.length + 1, body });
    issue.updated_at = new Date().toISOString();
    return { status: 201, json: issue.comments.at(-1) };
  }

  function search({ query }: FakeRequest): FakeResponse {
    const [, words, name] = /^"([^"]+)" repo:(\S+) in:body type:issue$/.exec(query.q ?? "") ?? [];
    if (words === undefined) return invalid("q");
    const items = name === repository ? issues.filter(({ body }) => body.includes(words)) : [];
    return { json: { total_count: items.length, incomplete_results: false, items } };
  }

  function newestFirst({ query }: FakeRequest): Issue[] {
    const { since = "", state = "open" } = query;
    return issues.filter((one) => one.updated_at >= since && (state === "all" || one.state === state)).toReversed();
  }

  function list({ query }: FakeRequest, all: readonly unknown[]): FakeResponse {
    const size = Number(query.per_page ?? 30);
    const first = (Number(query.page ?? 1) - 1) * size;
    return { json: all.slice(first, first + size) };
  }
}

function refuse(status: number, message: string): FakeResponse {
  return { status, json: { message, documentation_url: "https://docs.github.com/rest", status: String(status) } };
}

function invalid(field: string): FakeResponse {
  return {
    status: 422,
    json: { message: "Validation Failed", errors: [{ resource: "Issue", code: "invalid", field }], status: "422" },
  };
}
