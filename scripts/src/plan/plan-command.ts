import { toHelp } from "../stage/to-help.ts";
import { Command } from "commander";

/** What the command line says. */
export interface PlanOptions {
  readonly stage: string;
  readonly template?: string;
  readonly region?: string;
  readonly json?: boolean;
}

/** `pnpm cliq plan`: what the next deployment would do in Cliq, and what that costs. */
export function planCommand(): Command {
  return new Command("plan")
    .description(
      "Compare what a stage declares with the ledger and with Cliq: what a deployment would do, and what it costs.",
    )
    .requiredOption("--stage <name>", "stage of infra/stages.ts")
    .option("--template <path>", "a synthesised template, or a folder with it; synthesised now unless told")
    .option("--region <name>", "AWS region; the stage's, then the SDK's own unless told")
    .option("--json", "one JSON document on stdout")
    .addHelpText("after", toHelp(notes))
    .action(async (options: PlanOptions) => {
      const { runPlan } = await import("./run-plan.ts");
      await runPlan(options);
    });
}

const notes = `
Reads only. Exits 0 when nothing would change, 2 when something would, and 1 when the deployment would fail, the
ledger's row is gone or not of what is deployed, or the plan could not be made. Arrows go from what Cliq holds to what is declared. In a GitHub workflow the table is added to the job's summary.

AWS credentials are those of pnpm cdk deploy; they need cloudformation:DescribeStacks and ListStackResources,
dynamodb:GetItem and PutItem on the ledger's table, ssm:GetParameter on /<product>/<stage>/*, and
lambda:InvokeFunction on the token keeper.`;
