import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DescribeParametersCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { afterAll, expect, test } from "vitest";
import type { InvocationReport, PageState, StoreView } from "../page-api.ts";
import { repository } from "../start/boot.ts";
import { runStart } from "../testing/run-start.ts";
import { writeActions } from "../testing/write-actions.ts";
import { stateFileOf } from "./own-state.ts";

/** A copy of the tests' own actions: so their state is this test's own. */
const written = await writeActions({});
const actions = written.folder;
cpSync(testActions, actions, { recursive: true });
const stateFile = stateFileOf(repository, actions);
const children: ChildProcess[] = [];

afterAll(async () => {
  await Promise.all(children.map((child) => kill(child, "SIGKILL")));
  const states = dirname(stateFile);
  for (const name of readdirSync(states).filter((name) => name.startsWith(basename(stateFile, ".json"))))
    rmSync(join(states, name), { force: true });
  await written.remove();
});

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}

interface Running {
  readonly child: ChildProcess;
  /** What was said before it was ready. */
  readonly said: string;
  state(): Promise<PageState>;
  stores(): Promise<StoreView[]>;
  post<Answer>(path: string, body: object): Promise<Answer>;
  /** Clicks on the last message. */
  click(slug: string): Promise<InvocationReport>;
}

async function start(...options: string[]): Promise<Running> {
  const { child, stderr } = runStart("--json", "--port", "0", "--actions", actions, ...options);
  children.push(child);
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [line] = (await Promise.race([
    once(child.stdout ?? child, "data"),
    stderr.then((all) => expect.fail(`It ended before it was ready: ${all}`)),
  ])) as [Buffer];
  const { url } = JSON.parse(String(line)) as { url: string };
  const get = async <Answer>(path: string): Promise<Answer> => (await (await fetch(url + path)).json()) as Answer;
  const post = async <Answer>(path: string, body: object): Promise<Answer> =>
    (await (await fetch(url + path, { method: "POST", body: JSON.stringify(body) })).json()) as Answer;
  return {
    child,
    said,
    state: () => get("/api/state"),
    stores: () => get("/api/stores"),
    post,
    async click(slug) {
      const { people, actions: offered, messages } = await get<PageState>("/api/state");
      const [personId, messageIds] = [people[0]?.id, [messages.at(-1)?.id]];
      const actionId = offered.find((action) => action.slug === slug)?.id;
      return await post("/api/execute", { personId, actionId, messageIds });
    },
  };
}

/** What is to survive of what a page shows; times and names of stores are another matter. */
async function survivors(running: Running): Promise<object> {
  const { messages, history } = await running.state();
  const stores = (await running.stores()).map((store) => ({ ...store, name: store.label }));
  return { messages, clicks: history.map(({ id, output }) => ({ id, output })), stores };
}

/** Puts a secret of a connection by hand. */
async function putSecret(value: string): Promise<void> {
  const environments = readdirSync(join(repository, ".local")).filter((name) => /^operator.*\.env$/u.test(name));
  for (const name of environments) {
    const text = readFileSync(join(repository, ".local", name), "utf8");
    if (!text.includes(`kill -0 ${children.at(-1)?.pid} `)) continue;
    const read = (variable: string): string => new RegExp(`^export ${variable}='(.*)'$`, "mu").exec(text)?.[1] ?? "";
    const client = new SSMClient({
      endpoint: read("AWS_ENDPOINT_URL"),
      region: "us-east-1",
      credentials: { accessKeyId: read("AWS_ACCESS_KEY_ID"), secretAccessKey: read("AWS_SECRET_ACCESS_KEY") },
    });
    const { Parameters: known = [] } = await client.send(new DescribeParametersCommand({}));
    const Name = known.find(({ Name: name }) => name?.endsWith("/call-api/api-key"))?.Name;
    await client.send(new PutParameterCommand({ Name, Value: value, Type: "SecureString", Overwrite: true }));
    client.destroy();
  }
}

test("what was said, clicked and stored survives a start that is killed; another start beside it has its own, and --fresh begins anew", async () => {
  const first = await start();
  const { people } = await first.state();
  await first.post("/api/messages", { personId: people[0]?.id, text: "is it kept?" });
  expect((await first.click("keep-row")).output).toMatchObject({ card: { title: "Row kept" } });
  await first.click("store-file");
  await putSecret("put by hand");
  const before = await survivors(first);
  const last = (await first.state()).history.at(-1)?.id ?? "";
  const file = (): string => readFileSync(stateFile, "utf8");
  await expect.poll(() => file().includes(last) && file().includes("put by hand"), { timeout: 60_000 }).toBe(true);
  expect(statSync(stateFile).mode & 0o077).toBe(0);
  await kill(first.child, "SIGKILL");

  const second = await start();
  expect(second.said).toContain("going on with what the last start kept (--fresh begins anew)");
  expect(await survivors(second)).toEqual(before);
  expect((await second.click("keep-row")).output).toMatchObject({ text: "Already kept by Scott Fisher" });
  const { history, actions: offered } = await second.state();
  for (const { action } of history) expect(offered.map(({ id }) => id)).toContain(action.id);
  await expect.poll(() => file().includes(history.at(-1)?.id ?? "-"), { timeout: 60_000 }).toBe(true);
  expect(file()).toContain("put by hand");

  const beside = await start();
  expect(beside.said).toContain("Another start keeps the state of this folder: this one begins anew");
  expect((await beside.state()).history).toEqual([]);
  await beside.click("echo");
  await kill(beside.child, "SIGTERM");
  await kill(second.child, "SIGTERM");
  const kept = file();
  expect(kept).toContain(history.at(-1)?.id);

  const atOnce = runStart("--once", "--json", "--actions", actions);
  children.push(atOnce.child);
  const report = await atOnce.stdout();
  expect([await atOnce.code, JSON.parse(report)]).toMatchObject([0, { ok: true }]);
  expect(file()).toBe(kept);

  const anew = await start("--fresh");
  const fresh = await anew.state();
  expect([fresh.history, fresh.messages.some(({ text }) => text === "is it kept?")]).toEqual([[], false]);
  await expect.poll(() => file().includes("is it kept?"), { timeout: 60_000 }).toBe(false);
});
