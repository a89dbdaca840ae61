import { everything, prove } from "./prove.ts";
import { openShell } from "./shell.ts";
import type { Count } from "./test-report.ts";

/** Of the registrar's random lifecycles 400 in each of the eleven Cliqs (a minute of one processor), and tests that no drill repeats. */
const wholeProof = { LIFECYCLES: "4400", CI_TESTS: "1" };

/** Runs `check` and the whole suite in the repository itself, for all to see. */
export async function proveRepository(repository: string): Promise<Count> {
  return prove(
    repository,
    everything,
    openShell((printed) => process.stdout.write(printed), wholeProof),
  );
}
