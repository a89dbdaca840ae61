// A small process that starts those of the functions. To start one costs the size of whoever does it (its memory is marked
// page by page, and each page costs again when it is next written): a tenth of a second of a local stack's or a test's process,
// in which that does nothing else. It also outlives whoever started it by the moment in which nothing is left behind.
const { spawn } = require("node:child_process");
const { rmSync } = require("node:fs");
const { connect } = require("node:net");

const [, , socketPath, socketFolder] = process.argv;
const children = new Map();
const folders = new Set([socketFolder]);

// A Ctrl-C is for those who can decide what it means.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

process.on("message", ({ id, program, signal, remove, keep }) => {
  if (program !== undefined) start(id, program).catch((error) => process.send({ id, refused: error.message }));
  if (signal !== undefined) kill(children.get(id), signal);
  if (remove !== undefined) folders.add(remove);
  if (keep !== undefined) folders.delete(keep);
});

process.on("disconnect", () => {
  for (const child of children.values()) kill(child, "SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  process.exit();
});

async function start(id, { args, cwd, env }) {
  const outputs = await Promise.all([1, 2, 3].map((descriptor) => open(id, descriptor)));
  try {
    // A group of its own, so that what it starts is frozen and ends with it.
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", ...outputs], detached: true });
    child.once("error", (error) => child.pid === undefined && process.send({ id, refused: error.message }));
    if (child.pid === undefined) return;
    children.set(id, child);
    process.send({ id, pid: child.pid });
    child.once("exit", (code, signal) => {
      kill(child, "SIGKILL");
      children.delete(id);
      process.send({ id, code, signal });
    });
  } finally {
    for (const output of outputs) output.destroy();
  }
}

/** What is written there is read by whoever started this process. */
function open(id, descriptor) {
  return new Promise((resolve, reject) => {
    const output = connect(socketPath);
    output.once("error", reject);
    output.once("connect", () => output.write(`${id} ${descriptor}\n`, () => resolve(output)));
  });
}

function kill(child, signal) {
  try {
    if (child !== undefined) process.kill(-child.pid, signal);
  } catch {
    // It has ended, and all that it started.
  }
}
