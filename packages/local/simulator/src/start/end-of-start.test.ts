import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PageState } from "../page-api.ts";
import { repository } from "./boot.ts";
import { findStarts } from "./operator-file.ts";

let folder = "";
const children: ChildProcess[] = [];
/** Ids of starts that a test which fails would leave. */
const started: number[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ends-"));
  mkdirSync(join(folder, "pnpm"));
  // As npx does: a program runs pnpm, by a shell, and pnpm runs the script, by a shell.
  const run = (name: string, words: string): void =>
    writeFileSync(
      join(folder, name),
      `require("node:child_process").spawn("sh", ["-c", ${words} + "; true"], { stdio: "inherit" });`,
    );
  const main = join(import.meta.dirname, "main.ts");
  const quoted = '" " + process.argv.slice(2).map((word) => `\'${word}\'`).join(" ")';
  run("npx-cli.js", `"\\"${process.execPath}\\" \\"${join(folder, "pnpm.cjs")}\\"" + ${quoted}`);
  run("pnpm.cjs", `"\\"${process.execPath}\\" \\"${main}\\"" + ${quoted}`);
});
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  for (const processId of started.filter(runs)) process.kill(processId, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const options = ["--json", "--fresh", "--port", "0", "--actions", testActions];

interface Serving {
  readonly launcher: ChildProcess;
  readonly processId: number;
  readonly ports: readonly number[];
  /** Its own folder for temporary files. */
  readonly temporary: string;
}

/** Starts by a program, and clicks once, so that a function's process runs. */
async function serve(program: string): Promise<Serving> {
  const temporary = mkdtempSync(join(folder, "tmp-"));
  const launcher = spawn(process.execPath, [program, ...options], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, TMPDIR: temporary },
  });
  children.push(launcher);
  const [line] = (await once(launcher.stdout ?? launcher, "data")) as [Buffer];
  const { url, apiUrl, cliqUrl } = JSON.parse(String(line)) as Record<"url" | "apiUrl" | "cliqUrl", string>;
  const state = (await (await fetch(`${url}/api/state`)).json()) as PageState;
  const [personId, messageIds] = [state.people[0]?.id, [state.messages[0]?.id]];
  const actionId = state.actions.find(({ slug }) => slug === "echo")?.id;
  await fetch(`${url}/api/execute`, { method: "POST", body: JSON.stringify({ personId, actionId, messageIds }) });
  const own = (await findStarts(repository)).find((start) => start.url === url);
  const processId = Number(own?.owner.split(" ")[1]);
  started.push(processId);
  const ports = [url, apiUrl, cliqUrl, own?.variables["AWS_ENDPOINT_URL"] ?? ""].map((one) =>
    Number(new URL(one).port),
  );
  return { launcher, processId, ports, temporary };
}

/** The processes below one, and itself. */
function familyOf(processId: number): number[] {
  const pairs = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/u).map(Number));
  const below = (parent: number): number[] =>
    pairs.flatMap(([own = 0, ppid]) => (ppid === parent ? [own, ...below(own)] : []));
  return [processId, ...below(processId)];
}

function runs(processId: number): boolean {
  const state = execFileSync("sh", ["-c", `ps -o stat= -p ${processId} || true`], { encoding: "utf8" }).trim();
  return state !== "" && !state.startsWith("Z");
}

const answers = async (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}`).then(
    () => true,
    () => false,
  );

/** What is left of a start: processes, ports, files of its own. */
async function leftOf({ processId, ports, temporary }: Serving, family: readonly number[]): Promise<object> {
  const answering = await Promise.all(ports.map(async (port) => ((await answers(port)) ? [port] : [])));
  const named = readdirSync(join(repository, ".local")).filter((name) => name.includes(`%20${processId}%20`));
  const starts = (await findStarts(repository)).map(({ owner }) => owner.split(" ")[1]);
  return {
    processes: family.filter(runs),
    ports: answering.flat(),
    files: [...named, ...readdirSync(temporary).filter((name) => !name.startsWith("node-compile-cache"))],
    found: starts.includes(String(processId)),
  };
}

const main = join(import.meta.dirname, "main.ts");
const nothing = { processes: [], ports: [], files: [], found: false };

const ends = [
  ["SIGINT reaches it", () => main, "SIGINT"],
  ["the npx above it is killed", () => join(folder, "npx-cli.js"), "SIGKILL"],
  ["SIGHUP reaches it, as from a terminal that is closed", () => main, "SIGHUP"],
  ["SIGTERM reaches it", () => main, "SIGTERM"],
] as const;

// The last two end it as the first does; `.ci/run` tries them as well.
test.each(process.env.CI_TESTS === undefined ? ends.slice(0, 2) : ends)(
  "when %s, no process, port or file of it is left",
  async (_, program, signal) => {
    const serving = await serve(program());
    const { launcher, processId } = serving;
    const family = familyOf(launcher.pid ?? 0);
    expect(family).toContain(processId);
    expect(family.length).toBeGreaterThan(signal === "SIGKILL" ? 4 : 2);
    expect(await leftOf(serving, family)).toMatchObject({ processes: family, ports: serving.ports, found: true });
    launcher.kill(signal);
    await expect.poll(() => leftOf(serving, family), { timeout: 120_000 }).toEqual(nothing);
  },
);
