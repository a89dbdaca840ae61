import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

const program = fileURLToPath(new URL("../cliq.ts", import.meta.url));
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

function run(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (output.stderr += String(chunk)));
  return { child, output, ended: once(child, "close") as Promise<[number | null, string | null]> };
}

async function firstLine(running: ReturnType<typeof run>): Promise<Record<string, string>> {
  while (!running.output.stdout.includes("\n")) await once(running.child.stdout, "data");
  return JSON.parse(running.output.stdout) as Record<string, string>;
}

test("`fake` prints one line of JSON, serves the REST API and the accounts server, and ends with 0 on SIGTERM", async () => {
  const running = run("fake", "--port", "0");
  const line = await firstLine(running);
  expect(Object.keys(line)).toEqual([
    "cliqUrl",
    "accountsUrl",
    "clientId",
    "clientSecret",
    "grantCode",
    "refreshToken",
    "organizationId",
  ]);

  const form = new URLSearchParams({
    grant_type: "refresh_token",
    client_id: line["clientId"]!,
    client_secret: line["clientSecret"]!,
    refresh_token: line["refreshToken"]!,
  });
  const token = await fetch(`${line["accountsUrl"]}/oauth/v2/token`, { method: "POST", body: form });
  const { access_token } = (await token.json()) as { access_token: string };
  const list = await fetch(`${line["cliqUrl"]}/api/v3/messageactions`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  expect(list.status).toBe(200);
  expect(await list.json()).toMatchObject({ type: "messageaction", data: [] });

  running.child.kill("SIGTERM");
  expect(await running.ended).toEqual([0, null]);
  expect(running.output.stdout.trim().split("\n")).toHaveLength(1);
  expect(running.output.stderr).toBe("");
});

test("SIGINT ends it with 0 although a request is still open", async () => {
  const running = run("fake");
  const { cliqUrl } = await firstLine(running);
  await fetch(`${cliqUrl}/_fake/faults`, { method: "POST", body: JSON.stringify({ on: "token", kind: "hang" }) });
  const hanging = fetch(`${cliqUrl}/oauth/v2/token`, { method: "POST" }).catch((error: unknown) => error);
  await expect
    .poll(async () => ((await (await fetch(`${cliqUrl}/_fake/calls`)).json()) as { calls: unknown[] }).calls.length)
    .toBe(1);
  running.child.kill("SIGINT");
  expect(await running.ended).toEqual([0, null]);
  expect(await hanging).toBeInstanceOf(Error);
});

test("it ends with the process that started it, also when that is killed", async () => {
  const starter = `
    import { spawn } from "node:child_process";
    spawn(process.execPath, [${JSON.stringify(program)}, "fake"], { stdio: ["ignore", "inherit", "inherit"] });
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", starter], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  // Both streams end when the last process that holds them does.
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) child[name].on("data", (chunk) => (output[name] += String(chunk)));
  const closed = once(child, "close");
  while (!output.stdout.includes("\n")) await once(child.stdout, "data");
  const { cliqUrl } = JSON.parse(output.stdout) as { cliqUrl: string };
  expect((await fetch(`${cliqUrl}/_fake/calls`)).status).toBe(200);
  child.kill("SIGKILL");
  await closed;
  await expect(fetch(`${cliqUrl}/_fake/calls`)).rejects.toThrow("fetch failed");
});

test("a port in use is one sentence and exit code 1", async () => {
  const squatter = createServer().listen(0, "127.0.0.1");
  await once(squatter, "listening");
  const { port } = squatter.address() as { port: number };
  const running = run("fake", "--port", String(port));
  expect(await running.ended).toEqual([1, null]);
  expect(running.output).toEqual({
    stdout: "",
    stderr: `Port ${port} is in use: choose another with --port, or let --port 0 find a free one.\n`,
  });
  squatter.close();
});

test("a port that is none is refused before anything starts", async () => {
  const running = run("fake", "--port", "70000");
  expect(await running.ended).toEqual([1, null]);
  expect(running.output.stderr).toContain("A port is a whole number from 0 to 65535.");
});
