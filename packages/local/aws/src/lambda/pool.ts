import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";

import { randomId } from "../random-id.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { FunctionHost } from "./function-host.ts";
import { toErrorPayload, type InvocationResult } from "./invocation-result.ts";
import { reportLines, startLine } from "./platform-lines.ts";
import type { Sandbox } from "./sandbox.ts";
import { startSandbox } from "./start-sandbox.ts";
import { toLocalFailure } from "./to-local-failure.ts";

/** Processes of one function that may run at once; further invocations wait in order. */
const maxProcesses = 8;

/** Milliseconds in which a busy process may be done before another is started: what most of a burst is served in. */
const graceMs = 150;
/** The same, for one that has answered: it only has to ask for work again. */
const answeredGraceMs = 2_000;

/** Errors that no function can report itself. */
const platformErrors = new Set(["Sandbox.Timedout", "Runtime.ExitError", "Runtime.OutOfMemory"]);

/** The processes of one function (or of one published version of it). */
export interface Pool {
  invoke(payload: string, apiRequestId?: string): Promise<InvocationResult>;
  /** Lets running invocations finish, then ends every process; resolves when none is left. */
  drain(): Promise<void>;
  /** Ends every process now; what waits or runs fails. */
  kill(): Promise<void>;
}

interface Job {
  requestId: string;
  payload: string;
  apiRequestId: string | undefined;
  settle: (result: InvocationResult) => void;
  /** When it came, by the monotonic clock. */
  queuedAt: number;
}

/**
 * Creates the pool of a function. A process is started when work arrives and none is there; another, when work has waited
 * a moment and none became free. Lambda starts one for each invocation of a burst at once, on machines of its own; here
 * they would take the cores from one another, each to serve one short invocation.
 */
export function createPool(configuration: FunctionConfiguration, host: FunctionHost): Pool {
  const queue: Job[] = [];
  const idle: Sandbox[] = [];
  const running = new Set<Sandbox>();
  // Answered, but not yet asking for work again: the next invocation waits that moment instead of starting a process.
  const finishing = new Set<Sandbox>();
  let processes = 0;
  // Those that initialise; how many ever have, and when the latest had.
  let starting = 0;
  let started = 0;
  let startedAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let draining = false;
  let killed = false;
  const emptied = Promise.withResolvers<void>();

  function pump(): void {
    while (queue.length > 0) {
      // The most recently used process first: the others stay cold for longer, as on Lambda.
      const sandbox = idle.pop();
      if (sandbox) void work(sandbox, queue.shift()!, false);
      else if (mayStart(queue[0]!)) startOrFail(queue.shift()!);
      else return;
    }
  }

  function mayStart({ queuedAt }: Job): boolean {
    if (processes === 0) return true;
    if (processes >= maxProcesses) return false;
    if (starting >= Math.max(1, Math.min(started, availableParallelism()))) return false;
    const waitMs = queue.length <= finishing.size ? answeredGraceMs : graceMs;
    const leftMs = Math.max(queuedAt, startedAt) + waitMs - performance.now();
    if (leftMs <= 0) return true;
    clearTimeout(timer);
    timer = setTimeout(pump, leftMs);
    return false;
  }

  // What keeps a process from being started fails the invocation that needed it, and no other.
  function startOrFail(job: Job): void {
    processes++;
    starting++;
    startAndWork(job).catch((error: unknown) => {
      processes--;
      starting--;
      const { message } = error as Error;
      emitLine(`The process of ${configuration.functionName} could not be started: ${message}`);
      fail(job, message);
      if (processes === 0 && draining) emptied.resolve();
      pump();
    });
  }

  async function startAndWork(job: Job): Promise<void> {
    const credentials = host.iam.issueRoleCredentials(configuration.roleArn, configuration.functionName);
    const logStreamName = `${new Date().toISOString().slice(0, 10).replaceAll("-", "/")}/[${configuration.version}]${randomId(32, "lower")}`;
    let isStarting = true;
    const sandbox: Sandbox = await startSandbox(configuration, {
      region: host.region,
      endpoint: host.endpoint,
      credentials,
      logStreamName,
      allowEgress: host.allowEgress,
      actionsFolder: host.actionsFolder,
      inspect: host.inspect,
      onDebugger(url) {
        const { functionName, logicalId, environment } = configuration;
        const slug = environment["ACTION_SLUG"];
        host.emit({ type: "debugger", functionName, logicalId, ...(slug !== undefined && { slug }), url });
      },
      onEgressRefused(refused) {
        const { functionName, logicalId } = configuration;
        host.emit({ type: "egress-refused", functionName, logicalId, ...refused });
      },
      onFailure({ failure, outcome, requestId }) {
        host.emit({
          type: "failure",
          functionName: configuration.functionName,
          logicalId: configuration.logicalId,
          ...(requestId !== undefined && { requestId }),
          ...(outcome !== undefined && { outcome }),
          failure: toLocalFailure(failure, configuration, host.sourceRoot),
        });
      },
      onLine(line) {
        write(logStreamName, line);
        emitLine(line);
      },
      onStarted() {
        isStarting = false;
        starting--;
        started++;
        startedAt = performance.now();
        pump();
      },
      onIdle() {
        finishing.delete(sandbox);
        if (draining) sandbox.kill();
        else idle.push(sandbox);
        pump();
      },
      onEnd() {
        processes--;
        if (isStarting) starting--;
        running.delete(sandbox);
        finishing.delete(sandbox);
        if (idle.includes(sandbox)) idle.splice(idle.indexOf(sandbox), 1);
        host.iam.revoke(credentials.accessKeyId);
        if (processes === 0 && draining) emptied.resolve();
        pump();
      },
    });
    running.add(sandbox);
    // It was being started while everything else was killed.
    if (killed) sandbox.kill();
    await work(sandbox, job, true);
  }

  const write = (logStreamName: string, line: string): void =>
    host.logGroups.append(configuration.logGroupName, logStreamName, line);
  const emitLine = (line: string): void => host.emit({ type: "log", functionName: configuration.functionName, line });

  async function work(sandbox: Sandbox, job: Job, cold: boolean): Promise<void> {
    const { requestId, payload, apiRequestId } = job;
    const traceId = `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll("-", "").slice(0, 24)};Sampled=0`;
    for (const line of startLine(configuration, requestId)) write(sandbox.logStreamName, line);
    const outcome = await sandbox.run({ requestId, payload, functionArn: configuration.arn, traceId });
    if (running.has(sandbox)) finishing.add(sandbox);
    const initMs = cold ? sandbox.initMs : undefined;
    const result: InvocationResult = { requestId, ...outcome, cold, ...(initMs !== undefined && { initMs }) };
    for (const line of reportLines(configuration, result)) {
      write(sandbox.logStreamName, line);
      // What the platform alone can say is to be seen at once.
      if (configuration.logFormat === "JSON" && platformErrors.has(outcome.errorType ?? "")) emitLine(line);
    }
    host.emit({
      type: "invocation",
      functionName: configuration.functionName,
      logicalId: configuration.logicalId,
      requestId,
      ...(apiRequestId !== undefined && { apiRequestId }),
      cold,
      ...(initMs !== undefined && { initMs }),
      durationMs: outcome.durationMs,
      ok: outcome.ok,
      ...(outcome.errorType !== undefined && { errorType: outcome.errorType }),
    });
    job.settle(result);
  }

  function fail({ requestId, settle }: Job, reason = "The function was stopped"): void {
    const payload = toErrorPayload("Runtime.ExitError", reason);
    settle({ requestId, ok: false, payload, errorType: "Runtime.ExitError", cold: false, durationMs: 0 });
  }

  return {
    invoke: (payload, apiRequestId) =>
      new Promise((settle) => {
        const job: Job = { requestId: randomUUID(), payload, apiRequestId, settle, queuedAt: performance.now() };
        if (killed) {
          fail(job);
          return;
        }
        queue.push(job);
        pump();
      }),
    async drain() {
      draining = true;
      for (const sandbox of idle.splice(0)) sandbox.kill();
      if (processes > 0) await emptied.promise;
    },
    async kill() {
      draining = true;
      killed = true;
      for (const job of queue.splice(0)) fail(job);
      for (const sandbox of running) sandbox.kill();
      if (processes > 0) await emptied.promise;
    },
  };
}
