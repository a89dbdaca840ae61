import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import type { InvocationReport, PageState } from "@cliq-actions/simulator/page-api";
import { findStarts, startVariable } from "@cliq-actions/simulator/start/operator-file";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repository } from "../testing/copy-repository.ts";

const program = join(repository, "scripts/src/cliq.ts");
const start = join(repository, "packages/local/simulator/src/start/main.ts");

let child: ChildProcess;
let url = "";
let folder = "";
const environment: NodeJS.ProcessEnv = { ...process.env };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "replay-"));
  child = spawn(process.execPath, [start, "--json", "--port", "0", "--fresh", "--actions", testActions], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  ({ url } = JSON.parse(String((await lines.next()).value)) as { url: string });
  const started = (await findStarts(repository)).find((one) => one.url === url);
  environment[startVariable] = started?.owner;
});
afterAll(async () => {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
  await rm(folder, { recursive: true });
});

const state = async (): Promise<PageState> => (await (await fetch(`${url}/api/state`)).json()) as PageState;

async function click(): Promise<InvocationReport> {
  const { people, actions, messages } = await state();
  const choice = {
    personId: people[1]?.id,
    actionId: actions.find(({ name }) => name === "Echo")?.id,
    messageIds: [messages.find(({ type }) => type === "text")?.id],
  };
  const answer = await fetch(`${url}/api/execute`, { method: "POST", body: JSON.stringify(choice) });
  return (await answer.json()) as InvocationReport;
}

async function save(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function replay(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, "replay", ...args],
      { env: environment, cwd: folder },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

test("a saved event is sent to the action that it names, and what came of it is told", async () => {
  const { request } = await click();
  await save("click.json", `${JSON.stringify(JSON.parse(request.body), undefined, 2)}\n`);
  const before = (await state()).history.length;
  const { code, stdout, stderr } = await replay("click.json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^Echo: HTTP 200 \(replied, \d+ ms, ref [0-9a-f]{8}\)\n\{\n {2}"text": /u);
  const { history } = await state();
  expect(history).toHaveLength(before + 1);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(`${url}/#/exchange/${history.at(-1)?.id}`);
});

test("a click is sent again by its reference, by its id, and from the file of an exchange", async () => {
  const first = await click();
  const again = await replay(first.lambda?.reference ?? "", "--json");
  expect(again).toMatchObject({ code: 0, stderr: "" });
  const report = JSON.parse(again.stdout) as InvocationReport & { ok: boolean };
  expect(report).toMatchObject({ ok: true, personId: first.personId, messageIds: first.messageIds });
  const timeless = (body: string): unknown => ({ ...(JSON.parse(body) as object), timestamp: 0 });
  expect(timeless(report.request.body)).toEqual(timeless(first.request.body));
  expect((await replay(report.id, "--json")).code).toBe(0);
  await save("exchange.json", again.stdout);
  expect((await replay("exchange.json")).stdout).toMatch(/^Echo: HTTP 200/u);
});

test("what the action refuses ends with 1", async () => {
  const event = JSON.parse((await click()).request.body) as { params: { access: object } };
  event.params.access = { organization: { type: "company", id: "1" } };
  await save("foreign.json", JSON.stringify(event));
  const { code, stdout } = await replay("foreign.json");
  expect({ code, stdout }).toEqual({
    code: 1,
    stdout: expect.stringContaining("Echo: HTTP 403 (forbidden_organization"),
  });
});

test.each([
  [["none.json"], "There is no file none.json, and it is no reference either"],
  [["."], ". is a folder: name a file of it."],
  [["0123abcd"], "No click with the id or reference 0123abcd is kept here."],
  [["0123abcd", "--action", "echo"], "A click goes to its own action again: --action is for files."],
  [["text.json"], "text.json holds no JSON."],
  [["list.json"], "list.json holds no event: an event is a JSON object."],
  [["empty.json"], "There is no such action here: the event names none. Name one of these: ask-form, call-api, echo,"],
  [["empty.json", "--action", "other"], "There is no such action here: other."],
])("replay %s is refused in a sentence", async (args, sentence) => {
  await Promise.all([save("text.json", "text"), save("list.json", "[]"), save("empty.json", "{}")]);
  const { code, stdout, stderr } = await replay(...args);
  expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: expect.stringContaining(sentence) });
  const json = await replay(...args, "--json");
  expect(JSON.parse(json.stdout)).toEqual({
    ok: false,
    code: "cannot_operate",
    error: expect.stringContaining(sentence),
  });
});
