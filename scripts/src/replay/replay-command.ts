import { Command } from "commander";
import { toHelp } from "../stage/to-help.ts";

/** What the command line says. */
export interface ReplayOptions {
  readonly action?: string;
  readonly json?: boolean;
}

/** `pnpm cliq replay`: sends a click to the running start once more. */
export function replayCommand(): Command {
  return new Command("replay")
    .description(
      "Send an event to the start that runs: one that the page saved as a file, or a click's of its history.",
    )
    .argument("<file or reference>", "such as click.json, 7f3a1c2e, or the id of an exchange")
    .option("--action <slug>", "send a file to this action; to the one it names unless told")
    .option("--json", "one JSON document on stdout")
    .addHelpText("after", toHelp(notes))
    .action(async (what: string, options: ReplayOptions) => {
      const { runReplay } = await import("./run-replay.ts");
      await runReplay(what, options);
    });
}

const notes = `
A file holds an event ("Save as fixture" on the page), or an exchange as --json prints it. A reference is the eight
characters that a person was shown, or that the inspector has under "Function". The timestamp becomes that of now: the
time of a file, and the time that has passed since a click.

Where several starts run, read the one that is meant first: . .local/operator.env

Exits 0 when the action answered with HTTP 200, 1 otherwise.`;
