import { parseArgs } from "node:util";
import { type CliqWorld, cliqWorlds } from "@cliq-actions/fake-cliq";
import { liveMany, toComplaints } from "./live-many.ts";
import { liveThrough } from "./random-lifecycle.ts";

/**
 * `node packages/registrar/src/testing/lifecycle/replay.ts --seed N` lives one random lifecycle again and prints what
 * happened; with `--count M` it lives so many from that one on and prints which break an invariant. In every world,
 * unless one is named: `--world "names ignore case"`.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "" },
    count: { type: "string", default: "1" },
    world: { type: "string" },
  },
});
const worlds = (Object.keys(cliqWorlds) as CliqWorld[]).filter((world) => world === (values.world ?? world));
if (!/^\d{1,15}$/.test(values.seed) || !/^\d{1,7}$/.test(values.count) || worlds.length === 0)
  throw new Error('Say which: replay.ts --seed 267 [--count 20000] [--world "as documented"]');
const print = (line: string): void => void process.stdout.write(`${line}\n`);
for (const world of worlds) {
  if (values.count === "1")
    for (const line of (await liveThrough(Number(values.seed), { world })).timeline()) print(line);
  const broken = await liveMany(Number(values.seed), Number(values.count), { world });
  print(`${broken.length} of ${values.count} break an invariant in a Cliq where this is so: ${world}`);
  for (const complaint of toComplaints(broken)) print(complaint);
  if (broken.length > 0) process.exitCode = 1;
}
