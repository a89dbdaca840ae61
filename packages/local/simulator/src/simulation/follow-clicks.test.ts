import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import type { LocalAws } from "@cliq-actions/local-aws";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PageChange } from "../page-api.ts";
import { people } from "./people.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { watchFunctions } from "./watch-functions.ts";

type Watcher = Parameters<LocalAws["onRequest"]>[0];

const running = { stop: async (): Promise<unknown> => undefined };
let cliq: FakeCliq;
let simulation: Simulation;
let changes: PageChange[];
let apiUrl: string;
let actionId: string;

/** A Cliq with one action, and an HTTP API that answers every request with its body's length. */
beforeEach(async () => {
  const watchers: Watcher[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const { method = "", url = "", headers } = incoming;
      const request = { requestId: "r", method, url: apiUrl + url, headers: headers as Record<string, string>, body };
      const ends = watchers.map((watcher) => watcher(request));
      const answer = JSON.stringify({ output: { text: `${body.length}` } });
      for (const end of ends) end({ status: 200, headers: { "content-type": "application/json" }, body: answer });
      outgoing.setHeader("content-type", "application/json").end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  cliq = await startFakeCliq({ person: people.scott });
  actionId = cliq.model.actAs(people.scott).create(
    {
      name: "Ring bell",
      hint: "h",
      scope: "organization",
      message_types: ["text", "link"],
      execution_type: "webhook",
      execution_url: `${apiUrl}/actions/ring-bell/k3y`,
    },
    Date.now(),
  ).id;
  simulation = createSimulation({
    cliq,
    aws: {
      endpoints: { dynamodb: "http://127.0.0.1:1", s3: "http://127.0.0.1:1", ssm: "", lambda: "" },
      adminCredentials: { accessKeyId: "a", secretAccessKey: "b" },
      stores: {} as Parameters<typeof createSimulation>[0]["aws"]["stores"],
      onRequest: (watcher) => void watchers.push(watcher),
    },
    stack: () => ({
      stackName: "s",
      status: "CREATE_COMPLETE",
      apiUrl,
      resources: [],
      fakes: {},
      serviceLabels: {},
    }),
    watch: watchFunctions(),
  });
  changes = [];
  simulation.watch((change) => changes.push(change));
  running.stop = async () => {
    simulation.stores.close();
    await Promise.all([cliq.stop(), new Promise((resolve) => server.close(resolve))]);
  };
});
afterEach(() => running.stop());

const click = (id: string) => {
  const [message] = simulation.state().messages;
  return simulation.execute({ id, personId: people.amira.id, actionId, messageIds: [message?.id ?? ""] });
};
const told = (): string[] =>
  changes.map((change) => {
    if (change.type === "click") return `click ${change.click.personId}`;
    return change.type === "result" ? `result ${change.report.personId}` : change.type;
  });

test("a click is told of with its request before it is answered, and once more with its answer", async () => {
  const report = await click("mine");
  expect(changes).toMatchObject([
    {
      type: "click",
      click: { id: "mine", personId: people.amira.id, request: { url: `${apiUrl}/actions/ring-bell/k3y` } },
    },
    { type: "result", report: { id: "mine", outcome: "answered", action: { slug: "ring-bell" } } },
  ]);
  expect(simulation.state()).toMatchObject({ history: [report], pending: [] });
  await expect(click("mine")).rejects.toThrow("There is a click with the id mine already.");
});

test("what another program lets Cliq send is the click of its person, or nobody's if the channel knows them not", async () => {
  const [message] = simulation.state().messages;
  const chat = { id: "CT_1", title: "t", type: "channel" as const, members: [] };
  const said = { id: message?.id ?? "", sender: people.priya, time: 1, type: "text" as const, text: "hello" };
  const execute = (choice: object) =>
    fetch(`${cliq.cliqUrl}/_fake/execute`, { method: "POST", body: JSON.stringify({ actionId, chat, ...choice }) });
  await execute({ person: people.kenji, messages: [said] });
  await execute({ person: people.kenji, messages: [{ ...said, id: "of another channel" }] });
  await execute({ person: { ...people.kenji, id: "a stranger" }, messages: [said] });
  await expect.poll(told, { timeout: 25_000 }).toHaveLength(6);
  expect(told().filter((line) => line.startsWith("click"))).toEqual([`click ${people.kenji.id}`, "click ", "click "]);
});

test("what is sent straight to the API is nobody's click, also while Cliq sends the very same", async () => {
  const report = await click("first");
  changes.length = 0;
  const send = () => fetch(report.request.url, { method: "POST", body: report.request.body });
  await Promise.all([send(), simulation.replay({ of: "first" })]);
  await send();
  await expect.poll(told, { timeout: 25_000 }).toHaveLength(6);
  expect(told().toSorted()).toEqual(
    ["click ", "click ", `click ${people.amira.id}`, "result ", "result ", `result ${people.amira.id}`].toSorted(),
  );
  expect(simulation.state().history.at(-1)).toMatchObject({
    personId: "",
    messageIds: [],
    action: { name: "Ring bell" },
    request: { method: "POST", body: report.request.body },
    output: { text: String(report.request.body.length) },
  });
});

test("a click is sent again, with another body, and from a file; each is an exchange of its own", async () => {
  const { request, at } = await click("first");
  const asked = Date.now();
  const again = await simulation.replay({ id: "again", of: "first" });
  expect(again).toMatchObject({ id: "again", personId: people.amira.id, action: { slug: "ring-bell" } });
  const { timestamp, ...rest } = JSON.parse(again.request.body) as { timestamp: number };
  const { timestamp: before, ...same } = JSON.parse(request.body) as { timestamp: number };
  expect(rest).toEqual(same);
  expect(timestamp - before).toBeGreaterThanOrEqual(asked - at);

  const edited = await simulation.replay({ of: "first", body: '{"x":1}' });
  expect(edited).toMatchObject({ request: { body: '{"x":1}', headers: request.headers }, output: { text: "7" } });
  const named = await simulation.replay({ body: JSON.stringify({ name: "Ring bell" }) });
  const chosen = await simulation.replay({ body: "not json", action: "ring-bell" });
  for (const report of [named, chosen]) expect(report).toMatchObject({ personId: "", outcome: "answered" });
  expect(simulation.state().history).toHaveLength(5);

  await expect(simulation.replay({ of: "nothing" })).rejects.toThrow("No click with the id or reference nothing");
  await expect(simulation.replay({ body: "{}" })).rejects.toThrow(
    "the event names none. Name one of these: ring-bell.",
  );
  await expect(simulation.replay({ body: "{}", action: "other" })).rejects.toThrow(
    "There is no such action here: other",
  );
});

test("clicks that ended are forgotten on request, and everybody is told", async () => {
  await click("first");
  simulation.clear();
  expect(changes.at(-1)).toEqual({ type: "clear" });
  expect(simulation.state().history).toEqual([]);
});
