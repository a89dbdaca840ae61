import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { keptBundles } from "./kept-bundles.ts";

/** A bundle that is not there by then waits for something, as it may. */
const longestMs = 3_000;
const types = ["undefined", "object", "boolean", "number", "bigint", "string", "symbol", "function"] as const;
/** What a bundle that has ended without a type leaves behind. */
const withoutType = types.length + 1;

type HandlerType = (typeof types)[number] | "unknown";

/** Like {@link readHandlerType}; of the same bytes it asks once, for what lets a bundle pass is kept with the bundles. */
export function readHandlerTypeOnce(bundle: string, kept = keptBundles): HandlerType | undefined {
  const digest = createHash("sha256").update(readFileSync(bundle)).digest("hex");
  const mark = join(kept, `passed-${digest}`);
  if (statSync(mark, { throwIfNoEntry: false }) !== undefined) return "function";
  const type = readHandlerType(bundle);
  if (type === "function" || type === "unknown") keep(mark, kept);
  return type;
}

/** A disk that takes nothing costs the time of another look. */
function keep(mark: string, kept: string): void {
  try {
    mkdirSync(kept, { recursive: true });
    writeFileSync(mark, "");
  } catch {
    // See above.
  }
}

/**
 * The type of what a bundle exports as `handler`; "unknown" where it fails on import without its environment, and undefined
 * where it is not there in time. It is imported in a thread that has no environment, no arguments and nobody to
 * reach: no connection and no process is begun, and `beforeFirstClick` of packages/aws begins nothing.
 */
export function readHandlerType(bundle: string): HandlerType | undefined {
  const result = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(program, {
    eval: true,
    workerData: { result, types, withoutType, bundle: pathToFileURL(bundle).href },
    env: {},
    execArgv: [],
    argv: [],
    stdout: true,
    stderr: true,
  });
  // A fault in there is nobody's here.
  worker.on("error", () => {});
  worker.unref();
  Atomics.wait(result, 0, 0, longestMs);
  void worker.terminate();
  const [found = 0] = result;
  return found === 0 ? undefined : (types[found - 1] ?? "unknown");
}

const program = `
  const { workerData: { result, types, withoutType, bundle } } = require("node:worker_threads");
  const tell = (found) => {
    Atomics.compareExchange(result, 0, 0, found);
    Atomics.notify(result, 0);
  };
  require("node:net").Socket.prototype.connect = function () { return this; };
  require("node:dgram").Socket.prototype.send = () => {};
  require("node:child_process").ChildProcess.prototype.spawn = () => { throw new Error("No process is begun here."); };
  globalThis[Symbol.for("cliq-actions.initialisation")] = null;
  process.on("exit", () => tell(withoutType));
  process.on("uncaughtException", () => tell(withoutType));
  import(bundle).then(({ handler }) => tell(types.indexOf(typeof handler) + 1), () => tell(withoutType));
`;
