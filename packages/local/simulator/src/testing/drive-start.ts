import { once } from "node:events";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import type { BuildState, InvocationReport, PageChange, PageState } from "../page-api.ts";
import { runStart } from "./run-start.ts";
import { writeActions } from "./write-actions.ts";

/** For an answer of another version: a synthesis on a machine that does much else. */
const patienceMs = 100_000;

/** A `pnpm start` of actions that a test may change, and what an author sees of it. */
export interface DrivenStart {
  readonly pid: number;
  readonly url: string;
  readonly folder: string;
  /** What was printed for a person so far. */
  terminal(): string;
  /** What the page was told of builds. */
  readonly builds: readonly BuildState[];
  /** Clicks on a message; undefined where Cliq has no such action. */
  click(action: string): Promise<InvocationReport | undefined>;
  /** Clicks until it looks as it should. */
  clickUntil(action: string, isRight: (report: InvocationReport | undefined) => boolean): Promise<void>;
  /** Changes a file of an action. */
  edit(file: string, change: (text: string) => string): Promise<void>;
  waitFor(what: string, isThere: () => boolean): Promise<void>;
  /** Ends it as a person does; gives the exit code. */
  stop(): Promise<number | null>;
}

/** Starts some of the tests' own actions in a folder of their own. */
export async function driveStart(slugs: readonly string[], ...options: string[]): Promise<DrivenStart> {
  const written = await writeActions({});
  const { folder } = written;
  for (const slug of slugs) {
    // An infra.ts of theirs imports what lies beside them.
    const filter = (path: string): boolean => !/\.test\.ts$|\binfra\.ts$/u.test(path.slice(testActions.length));
    await cp(join(testActions, slug), join(folder, slug), { recursive: true, filter });
  }
  const { child, code } = runStart("--json", "--fresh", "--port", "0", "--actions", folder, ...options);
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [line] = (await Promise.race([once(child.stdout!, "data"), code.then(() => ["{}"])])) as [Buffer | string];
  const { url } = JSON.parse(String(line)) as { url?: string };
  if (url === undefined) throw new Error(`The start has ended: ${said}`);
  const builds: BuildState[] = [];
  const stopped = new AbortController();
  void followBuilds(url, builds, stopped.signal).catch(() => {});

  async function ask<Answer>(path: string, body?: object): Promise<Answer> {
    const response = await fetch(url + path, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
    return (await response.json()) as Answer;
  }
  async function click(name: string): Promise<InvocationReport | undefined> {
    const { people, messages, actions } = await ask<PageState>("/api/state");
    const action = actions.find((one) => one.name === name);
    if (action === undefined) return undefined;
    const message = messages.find(({ type }) => type === "text");
    return await ask("/api/execute", { personId: people[0]?.id, actionId: action.id, messageIds: [message?.id] });
  }
  async function until(what: string, isThere: () => boolean | Promise<boolean>): Promise<void> {
    const endsAtMs = performance.now() + patienceMs;
    while (!(await isThere())) {
      if (performance.now() > endsAtMs) throw new Error(`${what} never came. The terminal:\n${said}`);
      await setTimeout(30);
    }
  }
  return {
    pid: child.pid ?? 0,
    url,
    folder,
    terminal: () => said,
    builds,
    click,
    clickUntil: (name, isRight) => until(`The right answer of ${name}`, async () => isRight(await click(name))),
    async edit(file, change) {
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, change(await readFile(path, "utf8").catch(() => "")));
    },
    waitFor: until,
    async stop() {
      stopped.abort();
      if (child.exitCode === null) child.kill("SIGTERM");
      const ended = await code;
      await written.remove().catch(() => {});
      return ended;
    },
  };
}

async function followBuilds(url: string, builds: BuildState[], signal: AbortSignal): Promise<void> {
  const { body } = await fetch(`${url}/api/events`, { signal });
  let text = "";
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    const events = (text + chunk).split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      const data = event.split("\n").flatMap((line) => (line.startsWith("data:") ? [line.slice(5)] : []));
      // The first one names the start, in words of its own.
      if (data.length === 0 || event.includes("event: start")) continue;
      const change = JSON.parse(data.join("\n")) as PageChange;
      if (change.type === "build") builds.push(change.build);
    }
  }
}
