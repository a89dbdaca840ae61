import { Command } from "commander";
import { toHelp } from "../stage/to-help.ts";

/** What the command line says. */
export interface InitForkOptions {
  readonly scope: string;
  readonly name: string;
  readonly keep?: string;
  readonly drop?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly install: boolean;
  readonly json?: boolean;
}

/** `pnpm cliq init-fork`: makes this repository one's own: npm scope, product name, and the samples that are wanted. */
export function initForkCommand(): Command {
  return new Command("init-fork")
    .description(
      "Make this repository your own: rename the npm scope and the product everywhere, and delete the sample actions " +
        "that you do not want. Running it again changes nothing more.",
    )
    .requiredOption("--scope <@scope>", "npm scope of the packages, such as @acme")
    .requiredOption("--name <product>", "name of the product, such as acme-cliq: its stacks, parameters and metrics")
    .option("--keep <slugs>", "actions to keep, with commas between; all others are deleted")
    .option("--drop <slugs>", "actions to delete, with commas between; all others are kept")
    .option("--dry-run", "say what would change, and change nothing")
    .option("--force", "also in a working tree with uncommitted changes")
    .option("--no-install", "leave the lockfile and node_modules to you")
    .option("--json", "one JSON document on stdout")
    .addHelpText("after", toHelp(notes))
    .action(async (options: InitForkOptions) => {
      const { runInitFork } = await import("./run-init-fork.ts");
      await runInitFork(options);
    });
}

const notes = `
A stage that is deployed under the old product name stays as it is, a stack of its own: rename before the first
deployment, or end the old one with pnpm cdk destroy first.

To take a later version of the starter, the same command is run on that version before it is merged: docs/upgrading.md.

Exits 0 when all is done, 2 when --dry-run found something to change, 1 when it failed.`;
