import { toHelp } from "../stage/to-help.ts";
import { Command } from "commander";

/** What the command line says. */
export interface CleanOptions {
  readonly stage: string;
  readonly origin?: string;
  readonly table?: string;
  readonly yes?: boolean;
  readonly region?: string;
  readonly json?: boolean;
}

/** `pnpm cliq clean`: removes from Cliq what a stage left there. */
export function cleanCommand(): Command {
  return new Command("clean")
    .description(
      "List, and once confirmed remove from Cliq, what a stage left that is no longer deployed: by its ledger where that " +
        "is still there, or with --origin by where the actions post to.",
    )
    .requiredOption("--stage <name>", "stage of infra/stages.ts; its access to Cliq is used")
    .option("--origin <url>", "also what posts to this API, such as https://abc123.execute-api.eu-west-1.amazonaws.com")
    .option("--table <name>", "ledger table that outlived its stack; found by its name unless told")
    .option("--yes", "remove without asking; needed off a terminal")
    .option("--region <name>", "AWS region; the stage's, then the SDK's own unless told")
    .option("--json", "one JSON document on stdout")
    .addHelpText("after", toHelp(notes))
    .action(async (options: CleanOptions) => {
      const { runClean } = await import("./run-clean.ts");
      await runClean(options);
    });
}

const notes = `
Never touched: what a deployed stage of the product has in its ledger, what has another stage's or product's URL, what was adopted or is declared to be retained, and everything
that neither a ledger nor the origin shows to be ours. To end a stage that is deployed: pnpm cdk destroy -c stage=…

Exits 0 when nothing is left, 2 when something is and was not confirmed, or may be where only its maker sees it, 1 when something could not be removed, or when
the stage is deployed and its ledger's row is gone, or not of what is deployed: then nothing tells what is left from what is in use.`;
