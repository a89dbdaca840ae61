import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { afterEach, expect, test } from "vitest";
import { runStart, type Started } from "../testing/run-start.ts";

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
        output: expect.objectContaining({ text: expect.any(String) }),
        coldMs: expect.any(Number),
        warmMs: expect.any(Number),
      });
    }
    expect(await stderr).toMatch(/synth/u);
    expect(await stderr).toContain("run-script is registered; its Deluge script runs inside Zoho, and not here");
  },
  longestMs,
);

test(
  "it serves until it is told to stop, and leaves nothing running",
  async () => {
    const { child, stderr, code } = start("--json", "--port", "0", "--actions", testActions);
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
    await expect.poll(() => processes.filter(isAlive), { timeout: 100_000 }).toEqual([]);
    await expect(fetch(ready["apiUrl"] ?? "")).rejects.toThrow("fetch failed");
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
  for (const option of ["--actions <folder>", "--allow-egress", "--port <number>", "--json", "--once"])
    expect(printed).toContain(option);
  expect(Math.max(...printed.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(await help.code).toBe(0);
  const wrong = start("--port", "70000");
  expect(await wrong.stderr).toContain("A port is a number from 0 to 65535.");
  expect(await wrong.code).toBe(1);
});
