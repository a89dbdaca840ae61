import { Command } from "commander";
import { toHelp } from "../stage/to-help.ts";

/** What the command line says. */
export interface RedriveOptions {
  readonly stage: string;
  readonly region?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `pnpm cliq redrive`: gives work that was given up one more chance. */
export function redriveCommand(): Command {
  return new Command("redrive")
    .description("Send work that was given up back to its queue, once what was wrong is put right.")
    .argument("[slug]", "the action whose dead letters are sent back; all actions' unless told")
    .requiredOption("--stage <name>", "stage of infra/stages.ts")
    .option("--region <name>", "AWS region; the stage's, then the SDK's own unless told")
    .option("--dry-run", "say what waits, and send nothing back")
    .option("--json", "one JSON document on stdout")
    .addHelpText("after", toHelp(notes))
    .action(async (slug: string | undefined, options: RedriveOptions) => {
      const { runRedrive } = await import("./run-redrive.ts");
      await runRedrive(slug, options);
    });
}

const notes = `
Each job is executed again unless it was done; the person hears how it ended. What fails again comes back, and the
person is not told a second time. Waits until all is sent back. Exits 0 when it is, or nothing waited; 1 when not.

Needs cloudformation:DescribeStacks and ListStackResources, lambda:GetFunctionConfiguration, and on the actions' queues
sqs:GetQueueAttributes, GetQueueUrl, StartMessageMoveTask, ListMessageMoveTasks, ReceiveMessage, DeleteMessage and
SendMessage.`;
