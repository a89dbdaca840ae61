import { toHelp } from "../stage/to-help.ts";
import { Command } from "commander";

/** What the command line says. */
export interface DoctorOptions {
  readonly stage: string;
  readonly region?: string;
  readonly json?: boolean;
}

/** `pnpm cliq doctor`: looks at everything a stage stands on and changes nothing. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Check everything a stage stands on, from Node to each action's webhook, without changing anything.")
    .requiredOption("--stage <name>", "stage of infra/stages.ts")
    .option("--region <name>", "AWS region; the stage's, then the SDK's own unless told")
    .option("--json", "one JSON document on stdout, without secrets")
    .addHelpText("after", toHelp(notes))
    .action(async (options: DoctorOptions) => {
      // Loaded late: the other verbs need none of it.
      const { runDoctor } = await import("./run-doctor.ts");
      await runDoctor(options);
    });
}

const notes = `
Every line is ok, warn or fail with its remedy; what needs something that failed is skipped. Exits 0 unless a line
failed. Calls to Cliq count against the stage's budget: one list for the ledger, and one call per scope that Cliq
refuses for its content. Each webhook gets three requests that it refuses before it executes anything (a wrong credential at the first 20 only).

AWS credentials are those of pnpm cdk deploy. They need to read the stage's parameters, stack, table and alarms and the
attributes of its queues, and to invoke the token keeper.`;
