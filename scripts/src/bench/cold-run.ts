import { spawn } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveRuntimeApi } from "@cliq-actions/local-aws/lambda/runtime-api";
import { clickOf, knownToAll } from "./clicks.ts";
import type { Contender } from "./contenders.ts";
import type { CpuShare } from "./cpu-share.ts";

/** A fresh process below AWS's runtime client, in milliseconds of time and of the processor. */
export interface ColdRun {
  /** From its start until it asks for work: Node, the runtime client and its import. */
  readonly startMs: number;
  readonly importMs: number;
  readonly importCpuMs: number;
  /** From handing the event to the runtime client until its answer is here: what Lambda bills, and what a person waits for. */
  readonly clickMs: number;
  /** Of the function alone. */
  readonly clickCpuMs: number;
}

const runtimeClient = fileURLToPath(import.meta.resolve("aws-lambda-ric"));
const preload = fileURLToPath(import.meta.resolve("@cliq-actions/local-aws/lambda/runtime-client"));

/**
 * Starts a function, hands it one click as soon as it asks for work, and ends it. Under a share it initialises with a whole
 * processor, as Lambda lets it, and answers with its part. A function that is no webhook is only initialised.
 */
export async function coldRun(contender: Contender, share?: CpuShare): Promise<ColdRun> {
  const { folder, environment, slug, scheme, kind } = contender;
  copyFileSync(join(import.meta.dirname, "cold-stub.mjs"), join(folder, "stub.mjs"));
  const { promise: ended, resolve: end, reject: fail } = Promise.withResolvers<void>();
  let [startedMs, handedMs, answeredMs] = [0, 0, 0];
  const api = await serveRuntimeApi({
    onNext(deliver) {
      if (startedMs === 0) startedMs = performance.now();
      if (kind === "function") {
        end();
        return;
      }
      // It asks again once it has answered.
      if (handedMs > 0) return;
      share?.confine(Number(child.pid));
      const payload = JSON.stringify(clickOf(scheme, slug));
      const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:bench";
      handedMs = performance.now();
      deliver({
        requestId: "00000000-bench",
        payload,
        deadlineMs: Date.now() + 12_000,
        functionArn,
        traceId: "Root=1",
      });
    },
    onResponse() {
      answeredMs = performance.now();
      end();
    },
    onError: (_id, type, payload) => fail(new Error(`${contender.name}: ${type} ${payload}`)),
    onInitError: (type, payload) => fail(new Error(`${contender.name}: ${type} ${payload}`)),
  });
  const spawnedMs = performance.now();
  const child = spawn(process.execPath, ["--require", preload, runtimeClient, "stub.handler"], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      LANG: "en_US.UTF-8",
      TZ: ":UTC",
      AWS_LAMBDA_RUNTIME_API: api.address,
      AWS_LAMBDA_FUNCTION_NAME: "bench",
      AWS_LAMBDA_FUNCTION_VERSION: "1",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/bench",
      AWS_LAMBDA_LOG_STREAM_NAME: "bench",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      _HANDLER: "stub.handler",
      LAMBDA_TASK_ROOT: folder,
      ...knownToAll,
      ...environment,
    },
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  let [told, errors] = ["", ""];
  child.stdio[3]?.on("data", (chunk: Buffer) => (told += chunk.toString("utf8")));
  child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.once("exit", () => fail(new Error(`${contender.name} ended: ${errors.trim().slice(0, 600)}`)));
  try {
    await ended;
  } finally {
    child.kill("SIGKILL");
    await closed;
    api.close();
  }
  return toColdRun(told, startedMs - spawnedMs, answeredMs - handedMs);
}

function toColdRun(told: string, startMs: number, clickMs: number): ColdRun {
  const lines = told
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { what: string; ms: number; cpuMs: number });
  const [start, click] = ["import", "click"].map((what) => lines.find((line) => line.what === what));
  return {
    startMs,
    importMs: start?.ms ?? 0,
    importCpuMs: start?.cpuMs ?? 0,
    clickMs,
    clickCpuMs: click?.cpuMs ?? 0,
  };
}
