import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  asBot,
  banner,
  card,
  confirmation,
  copyText,
  graph,
  instantButtons,
  label,
  list,
  markup,
  openUrl,
  percentageChart,
  poll,
  quietMention,
  sectionedCard,
  styleTable,
  table,
} from "@cliq-actions/core";
import { outputOf } from "@cliq-actions/core/testing";
import { people } from "../simulation/people.ts";
import type { Booted } from "../start/boot.ts";

/** Actions whose answers are made up for the page to show. */
export interface Answers extends AsyncDisposable {
  /** Answers every click that waits. */
  readonly release: () => void;
}

const confirm = confirmation({ title: "Copy all of it?", input: "What for?", buttonLabel: "Copy it" });
const months = ["Jan", "Feb", "Mar", "Apr"] as const;

const answers: Readonly<Record<string, unknown>> = {
  "Warn people": outputOf(banner("Nothing to do here", "failure")),
  "Show everything": outputOf(
    card({
      title: "Incident 4711",
      text: markup`*Three* customers are blocked, see [the page](https://status.example.com):
\`\`\`
GET /invoices/2026-10/4711?with=everything-that-a-line-holds-and-more-than-fits-on-it
\`\`\`
שלום, אנחנו ממתינים מאז אתמול.`,
      slides: [
        table(
          ["City", "Since"],
          [
            ["Madrid", "Thursday"],
            ["Lyon", "Friday"],
          ],
          "Who waits",
        ),
        list(["Send the PDF by mail", "Wait for the next release"], "What helps"),
        label({ Owner: "Ana Gil", "Affected service": "invoice-service" }, "Facts"),
      ],
      buttons: [openUrl("Open", "https://status.example.com"), copyText("Copy", "4711")],
    }),
  ),
  "Show numbers": outputOf(
    asBot(
      instantButtons((press) =>
        sectionedCard({
          title: "Week 12",
          text: markup`${quietMention({ id: "9", name: "Ana Gil" })} counted: ${press(copyText("Copy them", "40, 25, 10", { confirm }))}`,
          sections: [{ title: "Summary", fields: { Account: "Zylker Corp", "Affected service": "invoice-service" } }],
          slides: [
            percentageChart(
              [
                ["Open", 40],
                ["In work", 25],
                ["Done", 10],
              ],
              { title: "Tickets", preview: "doughnut" },
            ),
            percentageChart(
              [
                ["Yes", 3],
                ["No", 1],
              ],
              { preview: "semi_doughnut" },
            ),
            graph(
              ["Asana", "Jira"].map((name, plus) => ({
                name,
                values: months.map((month, at) => [month, at * 3 + plus - 2]),
              })),
              { title: "Uses", xAxis: "Month", yAxis: "Clicks" },
            ),
            graph([{ name: "Jira", values: months.map((month, at) => [month, at]) }], { preview: "trend" }),
            styleTable(
              table(
                ["City", "Since", "Why"],
                Array.from({ length: 20 }, (_, row) => [`City ${row}`, "Thursday", "The invoice"]),
              ),
              { widths: [50, 20, 30], stickyRows: 2, stickyColumns: 2 },
            ),
          ],
        }),
      ),
      { name: "Release bot" },
    ),
  ),
  "Ask people": outputOf(poll({ title: "Lunch on Friday?", text: "Who is in?", options: ["Yes, of course", "No"] })),
};

/** Registers "Warn people", "Show everything", "Show numbers", "Ask people", "Show everything", "Keep waiting", and "Go astray", which nothing answers at a long address. */
export async function startAnswers({ cliq }: Booted): Promise<Answers> {
  const waiting: ServerResponse[] = [];
  const server = createServer(({ url = "" }, response) => {
    const output = answers[decodeURIComponent(url.split("/")[2] ?? "")];
    response.setHeader("content-type", "application/json");
    if (output === undefined) waiting.push(response);
    else response.end(JSON.stringify({ output }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const admin = cliq.model.actAs(people.scott);
  const register = (name: string, address: string): string => {
    const fields = { name, hint: "Made by a test", scope: "organization" as const, message_types: ["text" as const] };
    return admin.create({ ...fields, execution_type: "webhook", execution_url: address }, Date.now()).id;
  };
  const ids = [
    ...[...Object.keys(answers), "Keep waiting"].map((name) =>
      register(name, `${origin}/actions/${encodeURIComponent(name)}/credential`),
    ),
    // The longest and widest that Cliq takes, without a place to break it.
    register("W".repeat(30), `${origin}/actions/wide/credential`),
    register("Go astray", `http://127.0.0.1:9/actions/${"a-long-address-without-an-end".repeat(6)}/credential`),
  ];
  const release = (): void => {
    for (const response of waiting.splice(0)) response.end(JSON.stringify({ output: { text: "At last" } }));
  };
  return {
    release,
    async [Symbol.asyncDispose]() {
      release();
      for (const id of ids) admin.remove(id, Date.now());
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
