import { Command, InvalidArgumentError } from "commander";
import { toHelp } from "../stage/to-help.ts";

/** What the command line says. */
export interface ExplainOptions {
  readonly stage: string;
  readonly days: number;
  readonly region?: string;
  readonly json?: boolean;
}

/** `pnpm cliq explain`: what happened to the click whose reference a person quotes. */
export function explainCommand(): Command {
  return new Command("explain")
    .description(
      "Find the log line of a reference that a person was shown, and say what happened: the outcome, our own sentences " +
        "and error codes, and where in the TypeScript it was thrown.",
    )
    .argument("<reference>", "the eight characters after “ref”, such as 7f3a1c2e", parseReference)
    .requiredOption("--stage <name>", "stage of infra/stages.ts")
    .option("--days <number>", "how far back to look", parseDays, 7)
    .option("--region <name>", "AWS region; the stage's, then the SDK's own unless told")
    .option("--json", "one JSON document on stdout")
    .addHelpText("after", toHelp(notes))
    .action(async (reference: string, options: ExplainOptions) => {
      const { runExplain } = await import("./run-explain.ts");
      await runExplain(reference, options);
    });
}

const notes = `
The frames are mapped by the source map that was deployed beside the code of the very version that wrote the line.
Where that version is gone, it says so and shows the frames as they were logged.

Of an action that works in the background it shows every attempt of its worker, too.

Needs cloudformation:DescribeStacks and ListStackResources, logs:FilterLogEvents on the stage's log groups, and
lambda:GetFunction and GetFunctionConfiguration on its functions. Exits 0 when the line was found, 1 when not.`;

function parseReference(text: string): string {
  const reference = text.trim().toLowerCase();
  if (/^[0-9a-f]{8}$/.test(reference)) return reference;
  throw new InvalidArgumentError("A reference is eight characters of 0 to 9 and a to f.");
}

function parseDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 400) return days;
  throw new InvalidArgumentError("Days are a whole number from 1 to 400.");
}
