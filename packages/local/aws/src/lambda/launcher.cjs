// A small process that starts those of the functions. To start one costs the size of whoever does it (its memory is marked
// page by page, and each page costs again when it is next written): a tenth of a second of a local stack's or a test's process,
// in which that does nothing else. It also outlives whoever started it by the moment in which nothing is left behind.
const { spawn } = require("node:child_process");
const { rmSync } = require("node:fs");

const children = new Map();
const folders = new Set();

// A Ctrl-C is for those who can decide what it means.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

process.on("message", ({ id, program, remove, keep }) => {
  if (program !== undefined) launch(id, program);
  if (remove !== undefined) folders.add(remove);
  if (keep !== undefined) folders.delete(keep);
});

process.on("disconnect", () => {
  for (const child of children.values()) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  process.exit();
});

function launch(id, { args, cwd, env }) {
  let child;
  try {
    // The fourth carries what the egress guard reports.
    child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe", "pipe"] });
  } catch (error) {
    process.send({ id, refused: error.message });
    return;
  }
  child.once("error", (error) => {
    if (child.pid === undefined) process.send({ id, refused: error.message });
  });
  if (child.pid === undefined) return;
  children.set(id, child);
  process.send({ id, pid: child.pid });
  child.stdio.forEach((stream, descriptor) => {
    if (stream === null || descriptor === 0) return;
    stream.setEncoding("utf8");
    stream.on("error", () => {});
    // What writes faster than it is read waits, as at a pipe.
    stream.on("data", (text) => {
      stream.pause();
      process.send({ id, descriptor, text }, () => stream.resume());
    });
  });
  // "close" comes after the last output, "exit" may not.
  child.once("close", (code, signal) => {
    children.delete(id);
    process.send({ id, code, signal });
  });
}
