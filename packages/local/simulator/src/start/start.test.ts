import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { afterEach, expect, test } from "vitest";
import type { PageState } from "../page-api.ts";
import { garbage, listenersOf, sendBytes } from "../testing/attack-listeners.ts";
import { runStart, runStartUnder, type Started } from "../testing/run-start.ts";
import { repository } from "./boot.ts";

/** A synthesis and every action's cold start, on a busy machine. */
const longestMs = 240_000;
const children: ChildProcess[] = [];

function start(...options: string[]): Started {
  const started = runStart(...options);
  children.push(started.child);
  return started;
}

/** The first thing a start prints; rejects when it ends without a word. */
async function firstLine({ stdout }: ChildProcess): Promise<string> {
  for await (const printed of stdout ?? []) return String(printed);
  throw new Error("It ended before it was ready.");
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** The ids of the processes a process has started. */
async function childrenOf(pid: number): Promise<number[]> {
  const list = await text(spawn("ps", ["-eo", "pid=,ppid="]).stdout);
  return list
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/u).map(Number))
    .flatMap(([own, parent]) => (parent === pid && own !== undefined ? [own] : []));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test(
  "--once --json runs every webhook on each of its message types and prints one document",
  async () => {
    const { stdout, stderr, code } = start("--once", "--json", "--actions", testActions);
    const lines = (await stdout()).trimEnd().split("\n");
    expect(await code, await stderr).toBe(0);
    expect(lines).toHaveLength(1);
    const { registrations, invocations, ...report } = JSON.parse(lines[0] ?? "") as {
      registrations: { slug: string }[];
      invocations: { slug: string; message: string }[];
    };
    expect(report).toEqual({
      ok: true,
      bootMs: expect.any(Number),
      url: expect.any(String),
      apiUrl: expect.any(String),
      cliqUrl: expect.any(String),
      functions: expect.any(Array),
    });
    expect(registrations.map(({ slug }) => slug).toSorted()).toEqual((await readdir(testActions)).toSorted());
    expect(registrations).toContainEqual({
      slug: "keep-row",
      id: expect.stringMatching(/^\d{17}$/u),
      name: "Keep row",
      permissions: ["message", "user"],
    });
    expect(invocations.map(({ slug, message }) => `${slug} ${message}`)).toEqual(
      expect.arrayContaining([
        "echo text",
        "keep-row text",
        "keep-row link",
        "keep-row attachment",
        "store-file several",
      ]),
    );
    for (const invocation of invocations) {
      expect(invocation).toEqual({
        slug: expect.any(String),
        message: expect.any(String),
        status: 200,
        outcome: expect.stringMatching(/^(?:replied|user_error)$/u),
        output: expect.objectContaining(
          invocation.slug === "ask-form" ? { type: "form", name: "Note" } : { text: expect.any(String) },
        ),
        coldMs: expect.any(Number),
        warmMs: expect.any(Number),
      });
    }
    expect(await stderr).toMatch(/synth/u);
    expect(await stderr).toContain("run-script is registered; its Deluge script runs inside Zoho, and not here");
  },
  longestMs,
);

/** Lets a start be given failures that nothing in it waits for. */
const straying = `data:text/javascript,process.on("SIGUSR2", () => {
  Promise.reject(new Error("a stray promise"));
  setTimeout(() => { throw new Error("a stray timer"); });
  setTimeout(() => { throw undefined; });
})`;

/** Attacks everything a start listens on: from elsewhere, as web pages of other sites, and with what is no request at all. */
async function attack(pid: number, apiPort: number): Promise<void> {
  const listeners = listenersOf(pid);
  expect(listeners.length).toBeGreaterThan(4);
  for (const { address, port } of listeners) {
    const loopback = "0100007F";
    expect(address, `port ${port}`).toBe(loopback);
    // What answers everybody is the actions' own API, as in AWS: there a credential decides.
    const refused = port === apiPort ? "HTTP/1.1 404 Not Found" : "HTTP/1.1 403 Forbidden";
    for (const headers of [
      "Host: evil.example",
      `Host: 127.0.0.1:${port}\r\nOrigin: https://evil.example`,
      `Host: 127.0.0.1:${port}\r\nOrigin: null`,
    ])
      expect(await sendBytes(port, `GET /_fake/actions HTTP/1.1\r\n${headers}\r\n\r\n`), headers).toBe(refused);
    await Promise.all(garbage.map(([bytes, then]) => sendBytes(port, bytes, then)));
  }
  expect(listenersOf(pid)).toEqual(expect.arrayContaining(listeners));
}

test(
  "it serves until it is told to stop, whatever is thrown at it, and leaves nothing behind",
  async () => {
    const started = runStartUnder(["--import", straying], "--json", "--port", "0", "--fresh", "--actions", testActions);
    const { child, stderr, code } = started;
    children.push(child);
    const ready = JSON.parse(await firstLine(child)) as Record<string, string>;
    expect(Object.keys(ready)).toEqual([
      "ready",
      "url",
      "apiUrl",
      "cliqUrl",
      "accountsUrl",
      "clientId",
      "clientSecret",
      "refreshToken",
      "organizationId",
      "bootMs",
    ]);
    if (process.platform === "linux") await attack(child.pid ?? 0, Number(new URL(ready["apiUrl"] ?? "").port));
    child.kill("SIGUSR2");
    child.stdout?.destroy();
    expect((await fetch(ready["url"] ?? "")).status).toBe(200);
    const state = (await (await fetch(`${ready["url"]}/api/state`)).json()) as PageState;
    const [person, message] = [state.people[0]?.id, state.messages.find(({ type }) => type === "text")?.id];
    const clicked = await fetch(`${ready["url"]}/api/execute`, {
      method: "POST",
      body: JSON.stringify({ personId: person, actionId: state.actions[0]?.id, messageIds: [message] }),
    });
    expect([clicked.status, await clicked.json()]).toMatchObject([200, { response: { status: 200 } }]);
    expect((await fetch(`${ready["apiUrl"]}/nothing`)).status).toBe(404);
    const processes = await childrenOf(child.pid ?? 0);
    expect(processes.length).toBeGreaterThan(0);
    child.kill("SIGTERM");
    expect(await code, await stderr).toBe(0);
    await expect.poll(() => processes.filter(isAlive), { timeout: 100_000 }).toEqual([]);
    await expect(fetch(ready["apiUrl"] ?? "")).rejects.toThrow("fetch failed");
    const said = await stderr;
    expect(new Set([...said.matchAll(/Something failed .*\n(.*)/gu)].map(([, what]) => what))).toEqual(
      new Set(["Error: a stray promise", "Error: a stray timer", "undefined"]),
    );
    const [, written = ""] = /operate it: \. (\S+)/u.exec(said) ?? [];
    expect(written).toMatch(/^\.local\/operator.*\.env$/u);
    expect(existsSync(join(repository, written))).toBe(false);
  },
  longestMs,
);

test("a start that is stopped before it is ready ends cleanly, too", async () => {
  const { child, code, stderr } = start("--json", "--port", "0");
  await once(child.stderr ?? child, "data");
  child.kill("SIGINT");
  expect(await code, await stderr).toBe(0);
});

test("a port that is taken is said in one sentence with the remedy", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { stdout, stderr, code } = start("--port", String(port));
  expect(await code).toBe(1);
  expect(await stderr).toBe(
    `Port ${port} is in use. Stop what listens there, or choose another with --port (0 takes any free one).\n`,
  );
  expect(await stdout()).toBe("");
  other.close();
});

test("a folder that is not there is said in one sentence", async () => {
  const { stderr, code } = start("--port", "0", "--actions", "/no/such/folder");
  expect(await code).toBe(1);
  expect(await stderr).toBe("--actions names /no/such/folder, and there is no such folder.\n");
});

test("--help explains every option within 80 columns, and a wrong one is refused", async () => {
  const help = start("--help");
  const printed = await help.stdout();
  for (const option of ["--actions <folder>", "--allow-egress", "--port <number>", "--json", "--once", "--fresh"])
    expect(printed).toContain(option);
  expect(Math.max(...printed.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(await help.code).toBe(0);
  const wrong = start("--port", "70000");
  expect(await wrong.stderr).toContain("A port is a number from 0 to 65535.");
  expect(await wrong.code).toBe(1);
});
