import { liveThrough } from "./random-lifecycle.ts";

/** `node packages/registrar/src/lifecycle/replay.ts SEED` lives one random lifecycle again and prints what happened. */
const seed = Number(process.argv[2]);
if (!Number.isSafeInteger(seed)) throw new Error("Say which seed: node packages/registrar/src/lifecycle/replay.ts 267");
const report = await liveThrough(seed);
process.stdout.write(`${report.timeline().join("\n")}\n`);
for (const { invariant, what } of report.violations) process.stdout.write(`VIOLATION ${invariant}: ${what}\n`);
if (report.violations.length > 0) process.exitCode = 1;
