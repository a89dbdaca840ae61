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
    .option("--heal", "put right what differs; orphans stay (pnpm cliq clean removes them)")
    .option("--region <name>", "AWS region; the stage's, then the SDK's own unless told")
    .option("--json", "one JSON document on stdout")
    .addHelpText("after", toHelp(notes))
    .action(async (options: DriftOptions) => {
      const { runDrift } = await import("./run-drift.ts");
      await runDrift(options);
    });
}

const notes = `
Exits 0 when Cliq holds what was registered, as far as it shows, 2 when something differs, 1 when it could not be
compared, such as while a deployment is under way. Cliq's lists do not promise permissions, and not always URLs: such a field is unverifiable, not different.

AWS credentials need cloudformation:DescribeStacks and ListStackResources, and lambda:InvokeFunction on the check.`;
