import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

import { expect, it, onTestFinished } from "vitest";

import { startLocalAws } from "../start-local-aws.ts";
import { functionResources } from "../testing/function-resources.ts";
import { isRunning } from "../testing/is-running.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";
import { launch, launchHere } from "./launcher.ts";

const program = `
  import { startLocalAws } from ${JSON.stringify(new URL("../index.ts", import.meta.url).href)};
  const aws = await startLocalAws();
  const stack = await aws.deploy({ cdkOut: process.argv[1] });
  console.log(JSON.stringify((await stack.invoke("Pid", {})).payload));
`;

it.each(["SIGKILL", "SIGINT"] as const)(
  "ends the functions' frozen processes when the whole local AWS dies of %s",
  async (signal) => {
    const cdkOut = writeCdkOut("Reaped", {
      Resources: functionResources(
        "Pid",
        "exports.handler = async () => ({ pid: process.pid, folder: process.cwd() })",
      ),
    });
    const parent = spawn(process.execPath, ["--input-type=module", "--eval", program, cdkOut], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: parent.stdout }), "line")) as [string];
    const { pid, folder } = JSON.parse(line) as { pid: number; folder: string };
    const temporaryFolder = /^.*\/local-aws-[^/]+/.exec(folder)?.[0];
    expect(isRunning(pid)).toBe(true);
    parent.kill(signal);
    await once(parent, "exit");
    await expect.poll(() => existsSync(temporaryFolder!), { timeout: 100_000 }).toBe(false);
    for (let tries = 0; tries < 1_000 && isRunning(pid); tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isRunning(pid)).toBe(false);
  },
);

it("whose end fails what runs, leaves no process behind, and is made good by the next invocation", async () => {
  const aws = await startLocalAws();
  onTestFinished(() => aws.stop());
  const code = `exports.handler = async ({ ms }) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return process.pid;
  };`;
  const cdkOut = writeCdkOut("Launched", { Resources: functionResources("Pid", code, { Timeout: 600 }) });
  const stack = await aws.deploy({ cdkOut });
  const { payload: pid } = await stack.invoke("Pid", { ms: 0 });
  const atWork = stack.invoke("Pid", { ms: 600_000 });
  const processes = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
  const launcher = processes
    .split("\n")
    .map((line) => line.trim().split(/\s+/u))
    .find(([, parent, ...args]) => parent === String(process.pid) && args.join(" ").includes("launcher.cjs"));
  process.kill(Number(launcher?.[0]), "SIGKILL");
  expect(await atWork).toMatchObject({ ok: false, errorType: "Runtime.ExitError" });
  await expect.poll(() => isRunning(Number(pid)), { timeout: 100_000 }).toBe(false);
  expect(await stack.invoke("Pid", { ms: 0 })).toMatchObject({ ok: true, cold: true });
});

it("passes on every line, in order, however many there are and wherever they are cut", async () => {
  const lines: string[] = [];
  const aws = await startLocalAws({ onEvent: (event) => void (event.type === "log" && lines.push(event.line)) });
  onTestFinished(() => aws.stop());
  const code = `exports.handler = async ({ count }) => {
    const whole = Array.from({ length: count }, (_, line) => line + " ünïcode 🎫 ".repeat(line % 50) + "\\n").join("");
    await new Promise((resolve) => process.stdout.write(whole, resolve));
  };`;
  const cdkOut = writeCdkOut("Written", { Resources: functionResources("Write", code, { Timeout: 600 }) });
  const stack = await aws.deploy({ cdkOut });
  await stack.invoke("Write", { count: 5_000 });
  await expect.poll(() => lines.length, { timeout: 100_000 }).toBe(5_000);
  expect(lines).toEqual(Array.from({ length: 5_000 }, (_, line) => `${line}${" ünïcode 🎫 ".repeat(line % 50)}`));
});

it("starts a program as a process of its own where the system has no fork", async () => {
  const script = "console.log(process.env.WHO); console.error('b'); require('fs').writeSync(3, 'c'); process.exit(7)";
  const program = { args: ["-e", script], cwd: process.cwd(), env: { WHO: "a" }, startMs: 60_000 };
  for (const start of [launch, launchHere]) {
    const { outputs, exited } = await start(program);
    expect(await Promise.all(outputs.map((output) => text(output)))).toEqual(["a\n", "b\n", "c"]);
    expect(await exited).toEqual({ code: 7, signal: null });
    const unstartable = { ...program, args: ["a\u0000b"] };
    await expect(start(unstartable)).rejects.toThrow("null bytes");
  }
});
