import { Command } from "commander";
import { toHelp } from "../stage/to-help.ts";

/** What the command line of each says; a value never comes this way. */
export interface SecretOptions {
  readonly stage: string;
  readonly region?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `pnpm cliq secret`: the secrets of the systems that actions call, in a stage's Parameter Store. */
export function secretCommand(): Command {
  return new Command("secret")
    .description(
      "Store, list and remove the secrets that actions' connections.ts declare, as SecureStrings of a stage.",
    )
    .addCommand(putCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand());
}

function putCommand(): Command {
  return (
    verb("put", "Store a secret: what is typed at a prompt that shows nothing, or what comes on stdin.")
      .argument("<slug/secret>", "such as post-status/api-key; `list` has them all")
      .addHelpText("after", toHelp(putNotes))
      // Commander would print an unknown option with its value, which may be the secret; it is refused without it.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (name: string, options: SecretOptions, command: Command) => {
        const { runPut } = await import("./run-put.ts");
        await runPut(name, command.args.slice(1), options);
      })
  );
}

function listCommand(): Command {
  return verb("list", "List each declared secret, whether it is set and since when; never a value.")
    .addHelpText(
      "after",
      toHelp(
        "\nAlso what lies below the stage's prefix and no action declares. Exits 0 when all are set, 2 when some are " +
          "missing, 1 when it failed.\n\nNeeds ssm:GetParametersByPath on /<product>/<stage>.",
      ),
    )
    .action(async (options: SecretOptions) => {
      const { runList } = await import("./run-list.ts");
      await runList(options);
    });
}

function removeCommand(): Command {
  return verb("remove", "Remove a secret, declared or left over.")
    .argument("<slug/secret>", "such as post-status/api-key; `list` has them all")
    .option("--yes", "remove without asking; needed off a terminal")
    .addHelpText("after", "\nNeeds ssm:GetParametersByPath and ssm:DeleteParameter.")
    .action(async (name: string, options: SecretOptions) => {
      const { runRemove } = await import("./run-remove.ts");
      await runRemove(name, options);
    });
}

function verb(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .requiredOption("--stage <name>", "stage of infra/stages.ts")
    .option("--region <name>", "AWS region; the stage's, then the SDK's own unless told")
    .option("--json", "one JSON document on stdout");
}

const putNotes = `
Never from arguments: other users of the machine, the shell's history and CI logs see those. In a pipeline:

  vault read -field=key status-page |
    pnpm cliq secret put --stage dev post-status/api-key

One line break at the end of stdin is not part of the value. At most 4,096 bytes. Functions that run have the new
value within five minutes, and at once after the old one is refused. Needs ssm:PutParameter.`;
