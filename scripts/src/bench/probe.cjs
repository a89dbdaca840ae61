// Runs one webhook in a process of its own, as it is bundled, and writes to descriptor 3 what it has done: a file of its
// own and CommonJS, so that nothing is loaded that the webhook would have to load.
const { readFileSync, writeSync } = require("node:fs");
// AWS's runtime client has loaded it before it loads a function.
require("node:http");
const noteIntl = require("@cliq-actions/aws/testing/note-intl");

const [, , bundle, eventFile, calls] = process.argv;
const event = JSON.parse(readFileSync(eventFile, "utf8"));
const context = { awsRequestId: "00000000-bench", getRemainingTimeInMillis: () => 12_000 };
const warmCalls = Number(calls);

let phase = "at import";
const intl = [];
noteIntl((name) => {
  const frames = new Error(name).stack.split("\n").filter((line) => line.includes("index.mjs"));
  intl.push({ name, phase, frame: frames[0] ?? "" });
});

const builtins = () =>
  process.moduleLoadList.filter((line) => line.startsWith("NativeModule ")).map((line) => line.slice(13));

async function run() {
  const before = new Set(builtins());
  const { handler } = await import(bundle);
  phase = "at the first click";
  const answer = await handler(event, context);
  const loaded = builtins().filter((name) => !before.has(name));
  const status = answer.statusCode;
  phase = "later";
  const counted = intl.filter((made) => made.phase !== phase);
  writeSync(3, JSON.stringify({ status, body: answer.body, loaded, intl: counted, ...(await allocated(handler)) }));
  process.exit();
}

/** What a warm call allocates on V8's heap; the process is given room to make it without collecting anything. */
async function allocated(handler) {
  if (warmCalls === 0) return {};
  for (let call = 0; call < warmCalls; call += 1) await handler(event, context);
  globalThis.gc();
  const usedBefore = process.memoryUsage().heapUsed;
  for (let call = 0; call < warmCalls; call += 1) await handler(event, context);
  return { allocatedBytesPerCall: Math.round((process.memoryUsage().heapUsed - usedBefore) / warmCalls) };
}

void run();
