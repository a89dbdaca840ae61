import { join } from "node:path";
import { addTheNewcomersAction } from "./add-the-newcomers-action.ts";
import { addTheTaughtActions } from "./add-the-taught-actions.ts";
import { chooseParts } from "./choose-parts.ts";
import { deleteEverySample } from "./delete-every-sample.ts";
import { proveRepository } from "./prove-repository.ts";
import { rename } from "./rename.ts";
import { runDrill } from "./run-drill.ts";
import { upgrade } from "./upgrade.ts";

const repository = join(import.meta.dirname, "../../..");
const drills = [addTheTaughtActions, addTheNewcomersAction, deleteEverySample, rename, upgrade];
const parts = [
  { part: "repository", name: "as it is", run: async () => proveRepository(repository) },
  ...drills.map((drill) => ({ part: drill.letter, name: drill.name, run: async () => runDrill(drill, repository) })),
];
const chosen = chooseParts(
  process.argv.slice(2),
  parts.map(({ part }) => part),
);

let [passed, failed] = [0, 0];
for (const { part, name, run } of parts.filter(({ part }) => chosen.includes(part))) {
  const startedMs = performance.now();
  const count = await run();
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  console.log(`${part} (${name}): ${count.passed} passed, ${count.failed.length} failed in ${seconds} s`);
  for (const line of count.failed) console.log(`  ✗ ${line}`);
  for (const line of count.retried) console.log(`  passed at its second try: ${line}`);
  passed += count.passed;
  failed += count.failed.length;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
