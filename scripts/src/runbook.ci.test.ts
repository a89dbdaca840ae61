import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyRepository, repository } from "./testing/copy-repository.ts";
import type { Ended } from "./testing/run-cliq.ts";

/** The part of a start's first line that this needs. */
interface Ready {
  readonly url: string;
  readonly apiUrl: string;
  readonly cliqUrl: string;
}

const copy = copyRepository();
let start: ChildProcess;
let ready: Ready;
/** The action whose work outlives its clicks. */
const background = "keep-later";
/** Where nothing points anywhere: the verbs have to find the start. */
const environment = { PATH: process.env.PATH ?? "", HOME: copy.root, CI: "true", CDK_DISABLE_CLI_TELEMETRY: "true" };

beforeAll(async () => {
  const actions = join(copy.root, "infra/src/testing/actions");
  for (const slug of ["store-file", "run-script", "keep-row"]) rmSync(join(actions, slug), { recursive: true });
  const later = join(copy.root, "infra/src/testing/background-actions", background);
  cpSync(later, join(actions, background), { recursive: true });
  const main = join(copy.root, "packages/local/simulator/src/start/main.ts");
  start = spawn(process.execPath, [main, "--json", "--port", "0", "--no-watch", "--actions", actions], {
    cwd: copy.root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(start.stdout ?? start, "data")) as [Buffer];
  ready = JSON.parse(String(line)) as Ready;
});
afterAll(async () => {
  const ended = once(start, "exit");
  start.kill();
  await ended;
  copy.remove();
});

/** Clicks once; the reference of what was logged of it. */
async function clickForReference(): Promise<string> {
  const state = (await (await fetch(`${ready.url}/api/state`)).json()) as {
    people: { id: string }[];
    messages: { id: string }[];
    actions: { id: string; slug: string }[];
  };
  const [personId, messageIds] = [state.people[0]?.id, [state.messages[0]?.id]];
  const actionId = state.actions.find(({ slug }) => slug === "echo")?.id;
  const body = JSON.stringify({ personId, actionId, messageIds });
  const clicked = await fetch(`${ready.url}/api/execute`, { method: "POST", body });
  const { logs } = (await clicked.json()) as { logs: string[] };
  return /"reference":"(\w+)"/u.exec(logs.join("\n"))?.[1] ?? "";
}

/** Every command that the page shows to an operator, in its order. */
function readCommands(): string[] {
  const page = readFileSync(join(repository, "docs/operations.md"), "utf8");
  const blocks = Array.from(page.matchAll(/^```sh[^\n]*\n([^]*?)^```/gmu), ([, block = ""]) => block);
  return blocks.flatMap((block) => block.trim().split("\n")).filter((line) => /^npx pnpm@\S+ c(?:liq|dk) /u.test(line));
}

/** What a command of the page needs on a laptop, off a terminal: the start's own names, and who says yes. */
async function onLaptop(command: string): Promise<{ words: string[]; given: Record<string, string> }> {
  const words = command
    .replace(/^npx pnpm@\S+ /u, "")
    .replace(/ (-c stage=|--stage )dev\b/u, " $1local")
    .replace("<slug>/<secret>", "call-api/api-key")
    .replace("redrive <slug>", `redrive ${background}`)
    .replace("<slug>", "echo")
    .replace(/https:\/\/\S+amazonaws\.com/u, ready.apiUrl)
    .split(" ");
  const reference = words.indexOf("explain") + 1;
  if (reference > 0) words[reference] = await clickForReference();
  if (/ (?:rotate|secret remove) /u.test(` ${words.join(" ")}`)) words.push("--yes");
  if (words.includes("destroy")) words.push("--force");
  const given: Record<string, string> = {};
  if (words.includes("authorize") && words.includes("--rotate")) {
    const made = await fetch(`${ready.cliqUrl}/_fake/grant-code`, { method: "POST", body: "{}" });
    given["ZOHO_GRANT_CODE"] = ((await made.json()) as { grantCode: string }).grantCode;
  }
  return { words, given };
}

/** Runs it as a process of its own with nobody at a terminal; `cdk` in a shell that has read the start's file, as the page says. */
async function run([program = "", ...rest]: readonly string[], given: Record<string, string>): Promise<Ended> {
  const script =
    program === "cdk" ? `. .local/operator.env; exec "$0" --run cdk -- "$@"` : `exec "$0" --run cliq -- "$@"`;
  const child = spawn("sh", ["-c", script, process.execPath, ...rest], {
    cwd: copy.root,
    env: { ...environment, ...given },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(rest.includes("put") ? "a value of the laptop" : "");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, "exit");
  return { code: child.exitCode ?? 1, stdout, stderr };
}

test("every command of the runbook does its work on a laptop, as it is shown but for the stage, beside one start", async () => {
  const commands = readCommands();
  expect(commands.length).toBeGreaterThan(12);
  for (const command of commands) {
    const { words, given } = await onLaptop(command);
    const ended = await run(words, given);
    expect(ended.code, `${words.join(" ")}\n${ended.stdout}${ended.stderr}`).toBe(0);
  }
});
