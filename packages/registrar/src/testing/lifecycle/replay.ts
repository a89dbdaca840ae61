import { parseArgs } from "node:util";
import { liveThrough } from "./random-lifecycle.ts";

/** `node packages/registrar/src/testing/lifecycle/replay.ts --seed N` lives one random lifecycle again and prints what happened. */
const { values } = parseArgs({ options: { seed: { type: "string" } } });
if (!/^\d{1,15}$/.test(values.seed ?? ""))
  throw new Error("Say which seed: node packages/registrar/src/testing/lifecycle/replay.ts --seed 267");
const report = await liveThrough(Number(values.seed));
process.stdout.write(`${report.timeline().join("\n")}\n`);
for (const { invariant, what } of report.violations) process.stdout.write(`VIOLATION ${invariant}: ${what}\n`);
if (report.violations.length > 0) process.exitCode = 1;
