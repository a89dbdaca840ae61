import { connectTo } from "@cliq-actions/aws/testing/connect-to";
import { type FakeSystem, type RunningFake, startFake } from "@cliq-actions/local-aws/define-fakes";
import { afterAll, beforeAll } from "vitest";
import { type DeskFault, type DeskHarness, describeDesk } from "./testing/desk-contract.ts";
import { type GithubFake, githubFake } from "./testing/fakes/github-fake.ts";
import { type JiraFake, jiraFake } from "./testing/fakes/jira-fake.ts";
import { type ZohoDeskFake, zohoDeskFake } from "./testing/fakes/zoho-desk-fake.ts";
import { zohoTickets } from "./zoho-desk/zoho-tickets.ts";
import { type FaultyProxy, type ProxyFault, startFaultyProxy } from "./testing/faulty-proxy.ts";
import { awsError, type FaultyTable, startFaultyTable } from "./testing/faulty-table.ts";
import { githubIssues } from "./github/github-issues.ts";
import { jiraIssues } from "./jira/jira-issues.ts";
import { rememberingDesk } from "./vendor/remembering-desk.ts";
import type { VendorDesk } from "./vendor/vendor-desk.ts";

let table: FaultyTable;
beforeAll(async () => {
  table = await startFaultyTable();
});
afterAll(() => table.close());

const tableFaults: Record<DeskFault, ProxyFault> = {
  "401": awsError(400, "UnrecognizedClientException"),
  "403": awsError(400, "AccessDeniedException"),
  "404": awsError(400, "ResourceNotFoundException"),
  "409": awsError(400, "TransactionConflictException"),
  "422": awsError(400, "ValidationException"),
  "429 for a second": awsError(400, "ProvisionedThroughputExceededException"),
  "429 without a word": awsError(400, "ThrottlingException"),
  "429 for a minute": awsError(400, "AccessDeniedException"),
  "500": awsError(500, "InternalServerError"),
  "503": awsError(503, "ServiceUnavailable"),
  "a lost request": { broken: "before" },
  "a lost answer": { broken: "after" },
  "garbage instead of the answer": { broken: "after" },
  silence: { broken: "before" },
};

describeDesk("the built-in desk", () => ({
  desk: table.desk,
  failNext: (fault) => void table.faults.push(tableFaults[fault]),
  tickets: async () => (await table.rows()).filter(({ id }) => id?.S?.startsWith("message the built-in")).length,
  settle: async () => {},
}));

const vendorFaults: Record<DeskFault, ProxyFault> = {
  "401": { status: 401 },
  "403": { status: 403 },
  "404": { status: 404 },
  "409": { status: 409 },
  "422": { status: 422 },
  "429 for a second": { status: 429, headers: { "retry-after": "1" } },
  "429 without a word": { status: 429 },
  "429 for a minute": { status: 429, headers: { "retry-after": "60" } },
  "500": { status: 500 },
  "503": { status: 503 },
  "a lost request": { broken: "before" },
  "a lost answer": { broken: "after" },
  "garbage instead of the answer": { garbled: "<html>" },
  silence: "hang",
};

/** A system outside behind a proxy, on a desk that is patient with a busy machine and not with silence. */
function describeVendor<Fake extends FakeSystem>(
  name: string,
  createFake: () => Fake,
  parts: {
    readonly createPath: string;
    open(connection: ReturnType<typeof connectTo>): VendorDesk;
    tickets(fake: Fake): number;
    look(fake: Fake, number: string): { isClosed: boolean; text: string; said: string; markup: string };
  },
): void {
  let fake: Fake;
  let running: RunningFake<Fake>;
  let proxy: FaultyProxy;
  let harness: DeskHarness;
  let isSaying = false;
  beforeAll(async () => {
    running = await startFake(() => (fake = createFake()));
    proxy = await startFaultyProxy(
      running.origin,
      ({ method, url = "" }) => method === "POST" && (isSaying ? /\/comments?$/.test(url) : url === parts.createPath),
    );
    const connection = connectTo("desk", { origin: proxy.origin, secret: fake.secret }, 5_000);
    const vendor = parts.open(connection);
    harness = {
      desk: rememberingDesk(table.table, vendor, { leaseMs: 60_000, waitMs: 60_000, pollMs: 20 }),
      failNext: (fault) => void proxy.faults.push(vendorFaults[fault]),
      loseNextAnswer() {
        isSaying = true;
        proxy.faults.push({ broken: "after", meanwhile: () => (isSaying = false) });
      },
      tickets: async () => parts.tickets(fake),
      settle: async () => new Promise((resolve) => void setTimeout(resolve, vendor.settlesMs)),
      look: (number) => parts.look(fake, number),
    };
  });
  afterAll(async () => {
    proxy.close();
    await running.close();
  });
  describeDesk(name, () => harness);
}

describeVendor<GithubFake>("GitHub issues", githubFake, {
  createPath: "/repos/acme/support/issues",
  open: (connection) => githubIssues(connection, "acme/support"),
  tickets: ({ issues }) => issues.length,
  look({ issues }, number) {
    const issue = issues.find((one) => String(one.number) === number);
    const said = issue?.comments.map(({ body }) => body).join("\n") ?? "";
    const text = issue?.body ?? "";
    const code = /^(`{3,})text\n[\s\S]*?\n\1$|(`+) .*? \2(?!`)/gmu;
    return { isClosed: issue?.state === "closed", text, said, markup: `${text}\n${said}`.replaceAll(code, "") };
  },
});

describeVendor<JiraFake>("Jira issues", () => Object.assign(jiraFake(), { lagMs: 200 }), {
  createPath: "/rest/api/3/issue",
  open: (connection) => ({
    ...jiraIssues(connection, {
      kind: "jira",
      project: "OPS",
      issueType: "Task",
      origin: "https://acme.atlassian.net",
    }),
    settlesMs: 1_000,
  }),
  tickets: ({ issues }) => issues.length,
  look({ issues }, number) {
    const issue = issues.find(({ key }) => key === number);
    const [text, said] = [JSON.stringify(issue?.description), JSON.stringify(issue?.comments)];
    // A text of a document is a text: only what has marks is more.
    return { isClosed: issue?.status === "Done", text, said, markup: /"marks"/.test(text + said) ? text + said : "" };
  },
});

describeVendor<ZohoDeskFake>("Zoho Desk", () => Object.assign(zohoDeskFake(), { lagMs: 200 }), {
  createPath: "/api/v1/tickets",
  open: (connection) => ({
    ...zohoTickets(connection, { organizationId: "1", departmentId: "2", markField: "cf_mark" }),
    settlesMs: 1_000,
  }),
  tickets: ({ tickets }) => tickets.length,
  look({ tickets }, number) {
    const ticket = tickets.find(({ ticketNumber }) => ticketNumber === number);
    const said = ticket?.comments.map(({ content }) => content).join() ?? "";
    const text = ticket?.description ?? "";
    const markup = (text + said).replaceAll(/@|#|\{code\}/g, "");
    return { isClosed: ticket?.status === "Closed", text, said, markup };
  },
});
