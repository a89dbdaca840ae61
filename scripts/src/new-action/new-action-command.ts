import { Command } from "commander";
import { toHelp } from "../stage/to-help.ts";

/** What the command line says. */
export interface NewActionOptions {
  readonly name?: string;
  readonly hint?: string;
  readonly messageTypes?: string;
  readonly multiSelect?: boolean;
  readonly connection?: readonly string[];
  readonly deluge?: boolean;
  readonly json?: boolean;
}

/** `pnpm cliq new-action`: writes the folder of a new action, with its test. */
export function newActionCommand(): Command {
  return new Command("new-action")
    .description(
      "Write the folder of a new action, with a test that passes, ready to be changed. On a terminal it asks for what " +
        "is not given.",
    )
    .argument("<slug>", "name of the folder: lower-case letters, digits and hyphens, such as count-words")
    .option("--name <text>", "in Cliq's menu, at most 30 characters; made from the slug unless told")
    .option("--hint <text>", "below the name, at most 128 characters")
    .option("--message-types <types>", "of text, link and attachment, with commas between; text unless told")
    .option("--multi-select", "several messages can be selected at once")
    .option("--connection <name=origin>", "calls a system, such as statusPage=https://api.example.com", collect)
    .option("--deluge", "a Deluge script that runs inside Zoho serves it, no function of ours")
    .option("--json", "one JSON document on stdout")
    .addHelpText("after", toHelp(notes))
    .action(async (slug: string, options: NewActionOptions) => {
      const { runNewAction } = await import("./run-new-action.ts");
      await runNewAction(slug, options);
    });
}

const notes = `
Nothing has to be registered: the folder is the registry. With a connection it also writes the port, the adapter, and
a fake that answers for the system in tests and under pnpm start.`;

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
