// Preloaded into every function's process: tells the platform what failed, message and causes included, for the author to
// read on this machine. The function's log never has it. Whatever was thrown, telling of it neither throws nor hangs.
const fs = require("node:fs");
const { inspect, types } = require("node:util");

// The pipe to the platform, as of the egress guard.
const reportDescriptor = 3;
const longestMessageChars = 4_000;
const longestStackChars = 8_000;
const deepestCause = 4;
const mostErrors = 3;
const mostWaits = 50;

function read(value, key) {
  try {
    return value[key];
  } catch {
    return undefined;
  }
}

function isError(value) {
  try {
    return types.isNativeError(value) || value instanceof Error;
  } catch {
    return false;
  }
}

function toText(value) {
  try {
    // Nothing of the value's own runs: no getter, no trap, no inspection of its author's.
    return inspect(value, {
      customInspect: false,
      depth: 2,
      maxStringLength: 500,
      maxArrayLength: 20,
      breakLength: 100,
    });
  } catch {
    return `something that cannot be shown (${typeof value})`;
  }
}

function describe(error, depth = 0) {
  if (!isError(error)) return { name: "", message: toText(error).slice(0, longestMessageChars), stack: "" };
  const [name, code, message, stack] = ["name", "code", "message", "stack"].map((key) => read(error, key));
  const text = typeof message === "string" ? message : "";
  const trace = typeof stack === "string" ? stack : "";
  // Lines of the message may look like frames.
  const end = text === "" ? 0 : Math.max(0, trace.indexOf(text)) + text.length;
  const described = {
    name: typeof name === "string" && name !== "" ? name.slice(0, 100) : "Error",
    message: text.slice(0, longestMessageChars),
    stack: trace.slice(trace.includes(text) ? end : 0).slice(0, longestStackChars),
  };
  if ((typeof code === "string" || typeof code === "number") && code !== name)
    described.code = String(code).slice(0, 100);
  if (depth >= deepestCause) return described;
  const cause = read(error, "cause");
  if (cause !== undefined) described.cause = describe(cause, depth + 1);
  const errors = read(error, "errors");
  if (Array.isArray(errors)) described.errors = errors.slice(0, mostErrors).map((one) => describe(one, depth + 1));
  return described;
}

function write(line) {
  let rest = Buffer.from(line);
  for (let waits = 0; rest.length > 0 && waits < mostWaits;) {
    try {
      rest = rest.subarray(fs.writeSync(reportDescriptor, rest));
    } catch (error) {
      if (error.code !== "EAGAIN") return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      waits++;
    }
  }
}

// One that is told here, and then ends the process, is told once.
let last;
function tell(error, rest) {
  if (last !== undefined && Object.is(last.error, error)) return;
  last = { error };
  setImmediate(() => (last = undefined));
  try {
    write(`${JSON.stringify({ failure: describe(error), ...rest })}\n`);
  } catch {
    // A trap of a proxy: what failed stays as it is in the log.
  }
}

// packages/aws/src/respond/tell-author.ts
globalThis[Symbol.for("cliq-actions.failure")] = ({ error, outcome, requestId }) => tell(error, { outcome, requestId });
// What fails while the function is loaded, and what nobody waits for.
process.on("uncaughtExceptionMonitor", (error) => tell(error, {}));
