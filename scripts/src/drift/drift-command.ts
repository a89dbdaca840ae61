import { toHelp } from "../stage/to-help.ts";
import { Command } from "commander";

/** What the command line says. */
export interface DriftOptions {
  readonly stage: string;
  readonly heal?: boolean;
  readonly region?: string;
  readonly json?: boolean;
}

/** `pnpm cliq drift`: whether Cliq still holds what the last deployment registered. */
export function driftCommand(): Command {
  return new Command("drift")
    .description(
      "Compare what the last deployment registered with what Cliq holds now, field by field. Runs the stage's own " +
        "scheduled check, with its permissions and within its budget.",
    )
    .requiredOption("--stage <name>", "stage of infra/stages.ts")
    .option("--heal", "put right what differs; orphans stay (the verb `clean` removes them)")
    .option("--region <name>", "AWS region; the stage's, then the SDK's own unless told")
    .option("--json", "one JSON document on stdout")
    .addHelpText("after", toHelp(notes))
    .action(async (options: DriftOptions) => {
      const { runDrift } = await import("./run-drift.ts");
      await runDrift(options);
    });
}

const notes = `
Exits 0 when Cliq holds what was registered, as far as it shows, 2 when something differs or is not shown to the access that is stored, 1 when it could not be
compared: while a deployment is under way, or when the ledger's row is gone or not of what is deployed. Arrows go from what Cliq holds to what is declared. A field that Cliq does not show is not compared, and named as such; whether an action is enabled is shown and cannot be changed by a call.

It lists once per kind and reads each handler by itself, at the pace of Cliq's limits: of 20 actions that takes about three minutes, and stderr says how long it has been at work.

AWS credentials need cloudformation:DescribeStacks and ListStackResources, and lambda:InvokeFunction on the check.`;
