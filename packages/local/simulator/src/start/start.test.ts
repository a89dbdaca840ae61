import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";

const main = join(import.meta.dirname, "main.ts");
/** A synthesis on a busy machine, in milliseconds. */
const slow = 90_000;
const children: ChildProcess[] = [];

interface Started {
  readonly child: ChildProcess;
  readonly stdout: () => Promise<string>;
  readonly stderr: Promise<string>;
  readonly code: Promise<number | null>;
}

function start(...options: string[]): Started {
  const child = spawn(process.execPath, [main, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  const code = once(child, "exit").then(([exit]) => exit as number | null);
  return { child, stdout: () => text(child.stdout), stderr: text(child.stderr), code };
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
  "--once --json runs every action on each of its message types and prints one document",
  async () => {
    const { stdout, stderr, code } = start("--once", "--json", "--port", "0");
    const lines = (await stdout()).trimEnd().split("\n");
    expect(await code, await stderr).toBe(0);
    expect(lines).toHaveLength(1);
    const report = JSON.parse(lines[0] ?? "") as Record<string, unknown> & {
      invocations: { slug: string; message: string; output: { text?: string } }[];
    };
    expect(Object.keys(report)).toEqual([
      "ok",
      "bootMs",
      "url",
      "apiUrl",
      "cliqUrl",
      "functions",
      "registrations",
      "invocations",
    ]);
    expect(report).toMatchObject({ ok: true, bootMs: expect.any(Number) });
    expect(report["registrations"]).toContainEqual({
      slug: "create-ticket",
      id: expect.stringMatching(/^\d{17}$/u),
      name: "Create ticket",
      permissions: ["message", "user"],
    });
    expect(report.invocations.map(({ slug, message }) => `${slug} ${message}`)).toEqual(
      expect.arrayContaining([
        "create-ticket text",
        "create-ticket link",
        "create-ticket attachment",
        "translate text",
        "translate several",
        "archive several",
      ]),
    );
    for (const invocation of report.invocations) {
      expect(invocation).toMatchObject({
        status: 200,
        coldMs: expect.any(Number),
        warmMs: expect.any(Number),
        output: { text: expect.any(String) },
      });
    }
    expect(await stderr).toMatch(/synth/u);
  },
  slow,
);

test(
  "it serves until it is told to stop, and leaves nothing running",
  async () => {
    const { child, stderr, code } = start("--json", "--port", "0");
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
    expect((await fetch(ready["url"] ?? "")).status).toBe(200);
    expect((await fetch(`${ready["apiUrl"]}/nothing`)).status).toBe(404);
    const processes = await childrenOf(child.pid ?? 0);
    expect(processes.length).toBeGreaterThan(0);
    child.kill("SIGTERM");
    expect(await code, await stderr).toBe(0);
    await expect.poll(() => processes.filter(isAlive), { timeout: 5_000 }).toEqual([]);
    await expect(fetch(ready["apiUrl"] ?? "")).rejects.toThrow("fetch failed");
  },
  slow,
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

test("--help explains every option, and a wrong one is refused", async () => {
  const help = start("--help");
  expect(await help.stdout()).toMatch(/--port <number>[\s\S]+--json[\s\S]+--once/u);
  expect(await help.code).toBe(0);
  const wrong = start("--port", "70000");
  expect(await wrong.stderr).toContain("A port is a number from 0 to 65535.");
  expect(await wrong.code).toBe(1);
});
