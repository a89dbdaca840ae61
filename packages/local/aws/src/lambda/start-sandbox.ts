import { fileURLToPath } from "node:url";

import type { FunctionConfiguration } from "./function-configuration.ts";
import { toErrorPayload } from "./invocation-result.ts";
import { memoryCheckMs, ownMemoryMb } from "./memory.ts";
import { launch, type Launched } from "./launcher.ts";
import { parseRefusal } from "./parse-refusal.ts";
import { toProcessEnvironment } from "./process-environment.ts";
import { serveRuntimeApi, type RuntimeInvocation } from "./runtime-api.ts";
import type { Outcome, Sandbox, SandboxHost } from "./sandbox.ts";

const runtimeClient = fileURLToPath(import.meta.resolve("aws-lambda-ric"));
const toPreload = (file: string): string[] => ["--require", fileURLToPath(import.meta.resolve(file))];
const preloads = [...toPreload("./runtime-client.cjs"), ...toPreload("./plain-response-url.cjs")];
const egressGuard = toPreload("./egress-guard.cjs");
/** What Lambda grants a runtime to initialise, in milliseconds; a function with a longer timeout gets that. */
const initLimitMs = 10_000;
const canFreeze = process.platform !== "win32";

type Ending = Omit<Outcome, "durationMs">;

/** Starts a process under AWS's own runtime client. */
export async function startSandbox(configuration: FunctionConfiguration, host: SandboxHost): Promise<Sandbox> {
  const timeoutMs = configuration.timeoutSeconds * 1000;
  let deliver: ((invocation: RuntimeInvocation) => void) | undefined;
  let current: { requestId: string; settle: (ending: Ending) => void; start: () => void } | undefined;
  let initMs: number | undefined;
  let initError: Ending | undefined;
  let ended = false;
  let child: Launched | undefined;
  let timer: NodeJS.Timeout | undefined;
  let memoryTimer: NodeJS.Timeout | undefined;

  const runtimeApi = await serveRuntimeApi({
    onNext(next) {
      deliver = next;
      if (initMs === undefined) {
        initMs = performance.now() - startedAt;
        clearTimeout(timer);
        current?.start();
        host.onStarted();
      } else if (!current) {
        if (canFreeze) child?.kill("SIGSTOP");
        host.onIdle();
      }
    },
    onResponse(requestId, payload) {
      if (!exceedsMemory()) finish(requestId, { ok: true, payload });
    },
    onError: (requestId, errorType, payload) => finish(requestId, { ok: false, payload, errorType }),
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
  timer = setTimeout(() => timeOut(Math.max(initLimitMs, timeoutMs)), Math.max(initLimitMs, timeoutMs));
  child = await launch({
    args: [heap, ...guard, ...preloads, runtimeClient, configuration.handler],
    cwd: configuration.codeFolder,
    env,
    onLine(descriptor, line) {
      if (descriptor !== 3) host.onLine(line);
      else {
        const refused = parseRefusal(line);
        if (refused) host.onEgressRefused(refused);
      }
    },
    onClose: (code, signal) => end(describeExit(code, signal)),
  }).catch((error: unknown) => {
    clearTimeout(timer);
    runtimeApi.close();
    throw error;
  });

  function finish(requestId: string, ending: Ending): void {
    if (current?.requestId !== requestId) return;
    clearTimeout(timer);
    clearInterval(memoryTimer);
    const { settle } = current;
    current = undefined;
    settle(ending);
  }

  function timeOut(limitMs: number): void {
    const requestId = current?.requestId ?? "";
    const message = `RequestId: ${requestId} Error: Task timed out after ${(limitMs / 1000).toFixed(2)} seconds`;
    if (configuration.logFormat !== "JSON") host.onLine(message);
    finish(requestId, {
      ok: false,
      payload: toErrorPayload("Sandbox.Timedout", message),
      errorType: "Sandbox.Timedout",
    });
    child?.kill("SIGKILL");
  }

  // Lambda ends what takes more than it was given; the next invocation finds a fresh process.
  function exceedsMemory(): boolean {
    const usedMb = child && ownMemoryMb(child.pid);
    if (!current || usedMb === undefined || usedMb <= configuration.memoryMb) return false;
    const { requestId } = current;
    const message = `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`;
    if (configuration.logFormat !== "JSON") for (const line of [message, "Runtime.ExitError"]) host.onLine(line);
    const errorType = "Runtime.OutOfMemory";
    finish(requestId, { ok: false, payload: toErrorPayload("Runtime.ExitError", message), errorType });
    child?.kill("SIGKILL");
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
          settle(
            initError ?? {
              ok: false,
              payload: toErrorPayload("Runtime.ExitError", "Runtime exited before it was given work"),
              errorType: "Runtime.ExitError",
            },
          );
          return;
        }
        const start = (): void => {
          if (canFreeze) child?.kill("SIGCONT");
          timer = setTimeout(() => timeOut(timeoutMs), timeoutMs);
          memoryTimer = setInterval(exceedsMemory, memoryCheckMs);
          const work = deliver!;
          deliver = undefined;
          began = performance.now();
          work({ ...invocation, deadlineMs: Date.now() + timeoutMs });
        };
        current = { requestId: invocation.requestId, settle, start };
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
