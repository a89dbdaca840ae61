import { execFileSync } from "node:child_process";

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../index.ts";
import { functionResources } from "../testing/function-resources.ts";
import { isRunning } from "../testing/is-running.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

const code = `
let count = 0;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
exports.handler = async (event, context) => {
  switch (event.do) {
    case "environment": return process.env;
    case "count": return { count: ++count, pid: process.pid };
    case "context": return { context, remaining: context.getRemainingTimeInMillis() };
    case "sleep": await wait(event.ms); return { pid: process.pid, order: event.order };
    case "throw": { class TicketError extends Error { name = "TicketError" } throw new TicketError("no such ticket"); }
    case "exit": process.exit(7);
    case "big": return "x".repeat(7_000_000);
    case "log": console.log("one", { two: 2 }); console.error("three"); process.stdout.write("four\\n"); return null;
    case "eat": globalThis.kept = Buffer.alloc(event.bytes, 1); return { bytes: event.bytes };
    case "echo": return event;
    // Once the platform has taken the answer, and before the next call asks for work.
    case "spin": require("node:diagnostics_channel").subscribe("http.client.response.finish", () => { for (;;); }); return null;
    case "leave":
      require("node:child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 600_000)"], { detached: true, stdio: "inherit" });
      process.exit(3);
  }
};`;

describe("a function's process", () => {
  const events: LocalEvent[] = [];
  let aws: LocalAws;
  let stack: LocalStack;

  beforeAll(async () => {
    process.env["LEAK_CANARY"] = "leaked";
    aws = await startLocalAws({ region: "eu-west-1", onEvent: (event) => events.push(event) });
    const template = {
      Resources: {
        ...functionResources("Echo", code, {
          MemorySize: 512,
          Timeout: 20,
          Environment: { Variables: { GREETING: "hello", NUMBER: 5 } },
        }),
        ...functionResources("Broken", `throw new TypeError("bad configuration")`),
        ...functionResources("Missing", "exports.other = 1"),
        ...functionResources("Queue", code),
        ...functionResources("Short", code, { Timeout: 1 }),
        ...functionResources("Long", code, { Timeout: 5 }),
        ...functionResources("Hungry", code, { MemorySize: 192, Timeout: 120 }),
        ...functionResources("Unstartable", code, { Environment: { Variables: { NAME: "a\u0000b" } } }),
      },
    };
    stack = await aws.deploy({ cdkOut: writeCdkOut("Sandbox", template), environment: { OVERRIDDEN: "yes" } });
  });
  afterAll(() => aws.stop());

  it("sees what Lambda defines and the template's variables, and nothing of its parent's environment", async () => {
    const { payload } = await stack.invoke("Echo", { do: "environment" });
    expect(payload).toMatchObject({
      GREETING: "hello",
      NUMBER: "5",
      OVERRIDDEN: "yes",
      AWS_REGION: "eu-west-1",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      _HANDLER: "index.handler",
      AWS_ENDPOINT_URL: aws.endpoint,
    });
    for (const leaked of ["LEAK_CANARY", "HOME", "USER", "npm_config_user_agent", "_LOCAL_AWS_ENDPOINT"])
      expect(payload).not.toHaveProperty(leaked);
  });

  it("is reused while it is free, and only the first invocation is cold", async () => {
    const first = await stack.invoke("Echo", { do: "count" });
    const second = await stack.invoke("Echo", { do: "count" });
    const { count, pid } = first.payload as { count: number; pid: number };
    expect(second).toMatchObject({ cold: false, payload: { count: count + 1, pid } });
    expect(second).not.toHaveProperty("initMs");
  });

  it("does not run between invocations", async () => {
    const { pid } = (await stack.invoke("Echo", { do: "count" })).payload as { pid: number };
    const state = (): string => execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
    await vi.waitFor(() => expect(state()).toMatch(/^T/), { timeout: 100_000 });
    expect(await stack.invoke("Echo", { do: "count" })).toMatchObject({ cold: false, payload: { pid } });
  });

  it("gets Lambda's context, with its own time left", async () => {
    const { payload, requestId } = await stack.invoke("Echo", { do: "context" });
    expect(payload).toMatchObject({
      context: { awsRequestId: requestId, memoryLimitInMB: "512", functionVersion: "$LATEST" },
    });
    expect((payload as { remaining: number }).remaining).toBeGreaterThan(1000);
    expect((payload as { remaining: number }).remaining).toBeLessThanOrEqual(20_000);
  });

  it("reports an error the handler throws", async () => {
    const result = await stack.invoke("Echo", { do: "throw" });
    expect(result).toMatchObject({
      ok: false,
      errorType: "TicketError",
      payload: { errorType: "TicketError", errorMessage: "no such ticket" },
    });
  });

  it("is killed when its time is over, and the next invocation starts afresh", async () => {
    const result = await stack.invoke("Short", { do: "sleep", ms: 60_000 });
    expect(result).toMatchObject({ ok: false, errorType: "Sandbox.Timedout" });
    expect((result.payload as { errorMessage: string }).errorMessage).toBe(
      `RequestId: ${result.requestId} Error: Task timed out after 1.00 seconds`,
    );
    expect(await stack.invoke("Short", { do: "count" })).toMatchObject({ cold: true, ok: true });
  });

  it.runIf(process.platform === "linux")(
    "ends when it takes more memory than it has, and the next starts afresh",
    async () => {
      expect(await stack.invoke("Hungry", { do: "eat", bytes: 16 * 1024 * 1024 })).toMatchObject({ ok: true });
      const result = await stack.invoke("Hungry", { do: "eat", bytes: 200 * 1024 * 1024 });
      expect(result).toMatchObject({
        ok: false,
        errorType: "Runtime.OutOfMemory",
        payload: {
          errorType: "Runtime.ExitError",
          errorMessage: `RequestId: ${result.requestId} Error: Runtime exited with error: signal: killed`,
        },
      });
      expect(await stack.invoke("Hungry", { do: "count" })).toMatchObject({ cold: true, ok: true });
    },
  );

  it("that cannot be started fails its invocation, and no other", async () => {
    const results = await Promise.all([
      ...Array.from({ length: 10 }, () => stack.invoke("Unstartable", {})),
      stack.invoke("Echo", { do: "count" }),
    ]);
    expect(results.map(({ ok, errorType }) => `${ok} ${errorType}`)).toEqual([
      ...Array<string>(10).fill("false Runtime.ExitError"),
      "true undefined",
    ]);
  });

  it("reports its own end", async () => {
    const result = await stack.invoke("Echo", { do: "exit" });
    expect(result).toMatchObject({ ok: false, errorType: "Runtime.ExitError" });
    expect((result.payload as { errorMessage: string }).errorMessage).toContain("exit status 7");
  });

  it("reports an error of its initialisation, and one of a missing handler", async () => {
    expect(await stack.invoke("Broken", {})).toMatchObject({
      ok: false,
      errorType: "TypeError",
      payload: { errorMessage: "bad configuration" },
    });
    expect(await stack.invoke("Missing", {})).toMatchObject({ ok: false, errorType: "Runtime.HandlerNotFound" });
  });

  it("refuses an answer above 6 MB", async () => {
    expect(await stack.invoke("Echo", { do: "big" })).toMatchObject({
      ok: false,
      errorType: "Function.ResponseSizeTooLarge",
    });
  });

  it("carries any text through unchanged", async () => {
    const event = { do: "echo", text: "Grüße 👩‍👩‍👧 \u2028 \u0000 \"'" };
    expect((await stack.invoke("Echo", event)).payload).toEqual(event);
  });

  it("has its output emitted line by line", async () => {
    events.length = 0;
    await stack.invoke("Echo", { do: "log" });
    const lines = () => events.flatMap((event) => (event.type === "log" ? [event.line.split("\t").at(-1)] : []));
    const all = new Set(["one { two: 2 }", "three", "four"]);
    await vi.waitFor(() => expect(new Set(lines())).toEqual(all), { timeout: 100_000 });
  });

  it("serves one invocation at a time; those that last get up to eight, and the rest wait in order", async () => {
    events.length = 0;
    const sleep = { do: "sleep", ms: 2_000 };
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, order) => stack.invoke("Queue", { ...sleep, order })),
    );
    const processes = new Set(results.map(({ payload }) => (payload as { pid: number }).pid));
    expect(processes.size).toBeGreaterThan(1);
    expect(processes.size).toBeLessThanOrEqual(8);
    expect(results.filter(({ cold }) => cold)).toHaveLength(processes.size);
    expect(results.every(({ ok }, order) => ok && (results[order]!.payload as { order: number }).order === order)).toBe(
      true,
    );
    expect(events.filter(({ type }) => type === "invocation")).toHaveLength(20);
  });

  it("serves a burst of short invocations by few, and what comes beside one that lasts by another", async () => {
    await stack.invoke("Queue", { do: "count" });
    const burst = await Promise.all(Array.from({ length: 10 }, () => stack.invoke("Queue", { do: "count" })));
    expect(burst.filter(({ cold }) => cold).length).toBeLessThan(5);

    const long = stack.invoke("Long", { do: "sleep", ms: 600_000 });
    const beside = stack.invoke("Long", { do: "count" });
    expect(await Promise.race([long, beside])).toMatchObject({ ok: true, cold: true });
    expect(await long).toMatchObject({ ok: false, errorType: "Sandbox.Timedout" });
  });

  it("is busy after its answer until its time is over, and the next invocation is served by another", async () => {
    expect(await stack.invoke("Short", { do: "spin" })).toMatchObject({ ok: true });
    expect(await stack.invoke("Short", { do: "count" })).toMatchObject({ ok: true, cold: true });
  });

  it("ends with its own process, whatever it leaves running", async () => {
    const result = await stack.invoke("Echo", { do: "leave" });
    expect(result).toMatchObject({ ok: false, errorType: "Runtime.ExitError" });
    expect(await stack.invoke("Echo", { do: "count" })).toMatchObject({ ok: true, cold: true });
  });

  it.each(["replaced", "removed"])("ends with everything, also when its function was %s while it ran", async (how) => {
    const other = await startLocalAws();
    const toCdkOut = (text: string) =>
      writeCdkOut("Other", { Resources: functionResources("Echo", text, { Timeout: 600 }) });
    const deployed = await other.deploy({ cdkOut: toCdkOut(code) });
    await deployed.invoke("Echo", { do: "count" });
    const running = deployed.invoke("Echo", { do: "sleep", ms: 600_000 });
    if (how === "removed") await other.destroy("Other");
    else await other.deploy({ cdkOut: toCdkOut(`${code}\n`) });
    await other.stop();
    expect(await running).toMatchObject({ ok: false, errorType: "Runtime.ExitError" });
  });

  it("stops at once while processes are still starting and invocations wait", async () => {
    const other = await startLocalAws();
    const Resources = functionResources("Echo", code, { Timeout: 600 });
    const short = await other.deploy({ cdkOut: writeCdkOut("Short", { Resources }) });
    const results = Promise.all(Array.from({ length: 10 }, () => short.invoke("Echo", { do: "sleep", ms: 600_000 })));
    await other.stop();
    expect((await results).map(({ ok, errorType }) => `${ok} ${errorType}`)).toEqual(
      Array(10).fill("false Runtime.ExitError"),
    );
  });

  it("leaves no process behind when everything stops", async () => {
    const other = await startLocalAws();
    const cdkOut = writeCdkOut("Short", { Resources: functionResources("Echo", code) });
    const { payload } = await (await other.deploy({ cdkOut })).invoke("Echo", { do: "count" });
    const { pid } = payload as { pid: number };
    expect(isRunning(pid)).toBe(true);
    await other.stop();
    expect(isRunning(pid)).toBe(false);
  });
});
