import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { copyTo } from "./copy-to.ts";
import type { Drill } from "./drill.ts";
import { prove } from "./prove.ts";
import { openShell } from "./shell.ts";
import type { Count } from "./test-report.ts";

/** Drills prove that a fork's change breaks nothing; the registrar's thousands of random lifecycles ran before them. */
const fewLifecycles = { LIFECYCLES: "200" };

/** Runs a drill in a copy of the repository, which goes afterwards. Never rejects: a drill that cannot be done is red. */
export async function runDrill({ letter, change, proof }: Drill, repository: string): Promise<Count> {
  const log = join(repository, ".local/drills", `${letter}.log`);
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, "");
  const folder = mkdtempSync(join(tmpdir(), `drill-${letter}-`));
  const shell = openShell((printed) => appendFileSync(log, printed), fewLifecycles);
  try {
    const copy = join(folder, "ours");
    await copyTo(copy, repository, shell);
    const count = await prove(await change(copy, shell), proof, shell);
    return { ...count, failed: count.failed.map((line) => `${line} (see ${log})`) };
  } catch (error) {
    return {
      passed: 0,
      failed: [`${error instanceof Error ? error.message : String(error)} (see ${log})`],
      retried: [],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
