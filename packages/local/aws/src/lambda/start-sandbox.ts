import { setTimeout as setTimeoutPromise } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import type { FunctionConfiguration } from "./function-configuration.ts";
import { toErrorPayload } from "./invocation-result.ts";
import { memoryCheckMs, ownMemoryMb } from "./memory.ts";
import { launch, type Launched } from "./launcher.ts";
import { readDebuggerLine } from "./read-debugger-line.ts";
import { readLines } from "./read-lines.ts";
import { parseFailure } from "./parse-failure.ts";
import { parseRefusal } from "./parse-refusal.ts";
import { toProcessEnvironment } from "./process-environment.ts";
import { serveRuntimeApi, type RuntimeInvocation } from "./runtime-api.ts";
import type { Outcome, Sandbox, SandboxHost } from "./sandbox.ts";

const runtimeClient = fileURLToPath(import.meta.resolve("aws-lambda-ric"));
const toPreload = (file: string): string[] => ["--require", fileURLToPath(import.meta.resolve(file))];
const preloads = ["./runtime-client.cjs", "./plain-response-url.cjs", "./failure-report.cjs"].flatMap(toPreload);
const egressGuard = toPreload("./egress-guard.cjs");
/** What Lambda grants a runtime to initialise, in milliseconds; a function with a longer timeout gets that. */
const initLimitMs = 10_000;
/** What programs that a process leaves running may still write, in milliseconds after its end. */
const lastWordsMs = 250;

type Ending = Omit<Outcome, "durationMs">;

/** Starts a process under AWS's own runtime client. */
export async function startSandbox(configuration: FunctionConfiguration, host: SandboxHost): Promise<Sandbox> {
  const timeoutMs = configuration.timeoutSeconds * 1000;
  // A debugger finds what runs.
  const canFreeze = process.platform !== "win32" && !host.inspect;
  let deliver: ((invocation: RuntimeInvocation) => void) | undefined;
  let current: { requestId: string; settle: (ending: Ending) => void; start: () => void } | undefined;
  /** Of the invocation at work, or of the last. */
  let requestId = "";
  let initMs: number | undefined;
  let initError: Ending | undefined;
  let ended = false;
  /** To be killed: what it still asks for before that arrives is not heard. */
  let doomed = false;
  let child: Launched | undefined;
  let timer: NodeJS.Timeout | undefined;
  let memoryTimer: NodeJS.Timeout | undefined;

  const runtimeApi = await serveRuntimeApi({
    onNext(next) {
      if (doomed) return;
      deliver = next;
      if (initMs === undefined) {
        initMs = performance.now() - startedAt;
        clearTimeout(timer);
        current?.start();
        host.onStarted();
      } else if (!current) {
        clearTimeout(timer);
        clearInterval(memoryTimer);
        if (canFreeze) child?.kill("SIGSTOP");
        host.onIdle();
      }
    },
    onResponse(id, payload) {
      if (!exceedsMemory()) finish(id, { ok: true, payload });
    },
    onError: (id, errorType, payload) => finish(id, { ok: false, payload, errorType }),
    onInitError(errorType, payload) {
      initError = { ok: false, payload, errorType };
    },
  });
  const env = toProcessEnvironment(configuration, {
    ...host,
    address: runtimeApi.address,
    client: runtimeClient,
  });
  const startedAt = performance.now();
  const guard = host.allowEgress ? [] : egressGuard;
  // The heap ends where the memory does, as on Lambda; what is beside the heap is looked at while the function runs.
  const heap = `--max-old-space-size=${configuration.memoryMb}`;
  const startMs = Math.max(initLimitMs, timeoutMs);
  child = await launch({
    args: [
      ...(host.inspect ? ["--inspect=127.0.0.1:0"] : []),
      heap,
      ...guard,
      ...preloads,
      runtimeClient,
      configuration.handler,
    ],
    cwd: configuration.codeFolder,
    env,
    startMs,
  }).catch((error: unknown) => {
    runtimeApi.close();
    throw error;
  });
  if (initMs === undefined && !host.inspect) timer = setTimeout(() => timeOut(startMs), startMs);
  void tellOutput(child);

  async function tellOutput({ outputs, exited }: Launched): Promise<void> {
    const [output, errors, reports] = outputs;
    const onReport = (line: string): void => {
      const refused = parseRefusal(line);
      if (refused) host.onEgressRefused(refused);
      const failed = refused ? undefined : parseFailure(line);
      if (failed) host.onFailure({ ...(requestId !== "" && { requestId }), ...failed });
    };
    const onError = (line: string): void => {
      const url = host.inspect ? readDebuggerLine(line) : undefined;
      if (url === undefined) host.onLine(line);
      else if (url !== "") host.onDebugger(url);
    };
    const read = [readLines(output!, host.onLine), readLines(errors!, onError), readLines(reports!, onReport)];
    const { code, signal } = await exited;
    // What it has started and is in no group of its own may hold them for as long as it likes.
    await Promise.race([Promise.all(read), setTimeoutPromise(lastWordsMs)]);
    for (const one of outputs) one.destroy();
    end(describeExit(code, signal));
  }

  // Its time and its memory count until it asks for work again: what goes on after the answer is ended, too.
  function finish(id: string, ending: Ending): void {
    if (current?.requestId !== id) return;
    const { settle } = current;
    current = undefined;
    settle(ending);
  }

  function doom(): void {
    doomed = true;
    child?.kill("SIGKILL");
  }

  function timeOut(limitMs: number): void {
    doom();
    const message = `RequestId: ${requestId} Error: Task timed out after ${(limitMs / 1000).toFixed(2)} seconds`;
    if (configuration.logFormat !== "JSON") host.onLine(message);
    finish(requestId, {
      ok: false,
      payload: toErrorPayload("Sandbox.Timedout", message),
      errorType: "Sandbox.Timedout",
    });
  }

  // Lambda ends what takes more than it was given; the next invocation finds a fresh process.
  function exceedsMemory(): boolean {
    const usedMb = child && !host.inspect && ownMemoryMb(child.pid);
    if (!usedMb || usedMb <= configuration.memoryMb) return false;
    const message = `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`;
    if (configuration.logFormat !== "JSON") for (const line of [message, "Runtime.ExitError"]) host.onLine(line);
    const errorType = "Runtime.OutOfMemory";
    doom();
    finish(requestId, { ok: false, payload: toErrorPayload("Runtime.ExitError", message), errorType });
    return true;
  }

  function end(reason: string): void {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    clearInterval(memoryTimer);
    runtimeApi.close();
    if (current) {
      const message = `RequestId: ${current.requestId} Error: ${reason}`;
      finish(
        current.requestId,
        initError ?? {
          ok: false,
          payload: toErrorPayload("Runtime.ExitError", message),
          errorType: "Runtime.ExitError",
        },
      );
    }
    host.onEnd();
  }

  return {
    get initMs() {
      return initMs;
    },
    run: (invocation) =>
      new Promise((resolve) => {
        let began = performance.now();
        const settle = (ending: Ending): void => resolve({ ...ending, durationMs: performance.now() - began });
        if (ended) {
          const errorType = "Runtime.ExitError";
          const payload = toErrorPayload(errorType, "Runtime exited before it was given work");
          settle(initError ?? { ok: false, payload, errorType });
          return;
        }
        const start = (): void => {
          if (canFreeze) child?.kill("SIGCONT");
          if (!host.inspect) {
            timer = setTimeout(() => timeOut(timeoutMs), timeoutMs);
            memoryTimer = setInterval(exceedsMemory, memoryCheckMs);
          }
          const work = deliver!;
          deliver = undefined;
          began = performance.now();
          work({ ...invocation, deadlineMs: Date.now() + timeoutMs });
        };
        ({ requestId } = invocation);
        current = { requestId, settle, start };
        if (deliver) start();
      }),
    logStreamName: host.logStreamName,
    kill: () => child?.kill("SIGKILL"),
  };
}

function describeExit(code: number | null, signal: string | null): string {
  if (signal) return `Runtime exited with error: signal: ${signal}`;
  return code === 0 ? "Runtime exited without providing a reason" : `Runtime exited with error: exit status ${code}`;
}
