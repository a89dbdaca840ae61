import { readFileSync } from "node:fs";
import { join } from "node:path";
import { spellOutput } from "@cliq-actions/infra/commands/spell-commands";
import { type Manifest, toSteps } from "./steps.ts";
import { runSteps } from "./run-steps.ts";
import { toSummary, toText } from "./to-text.ts";

/** The types take as long as all the others: a third at once gains nothing on two cores. */
const atOnce = 2;

const folder = join(import.meta.dirname, "../../..");
spellOutput();
const startedMs = performance.now();
const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
const tell = (text: string): void => void process.stdout.write(text);
const all = await runSteps(toSteps(manifest), { folder, atOnce, tell: (ended) => tell(toText(ended)) });
tell(toSummary(all, (performance.now() - startedMs) / 1_000));
process.exitCode = all.every(({ passed }) => passed) ? 0 : 1;
