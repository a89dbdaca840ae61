import type { Prompter } from "../terminal/prompter.ts";
import { toName } from "./blueprint.ts";
import type { NewActionOptions } from "./new-action-command.ts";

/** Asks a person for what the command line does not say; Enter takes what would be taken without a terminal. */
export async function askForMore(
  slug: string,
  options: NewActionOptions,
  prompter: Prompter,
): Promise<NewActionOptions> {
  const name = options.name ?? (await prompter.ask("Name in Cliq's menu, at most 30 characters", toName(slug)));
  const hint =
    options.hint ?? (await prompter.ask("Hint below it, at most 128 characters", `${name} for this message`));
  const messageTypes =
    options.messageTypes ?? (await prompter.ask("Offered on which messages (text, link, attachment)", "text"));
  const multiSelect = options.multiSelect ?? (await agree(prompter, "Can several messages be selected at once?"));
  const isDeluge = options.deluge ?? (await askDeluge(options, prompter));
  if (isDeluge || options.connection !== undefined)
    return { ...options, name, hint, messageTypes, multiSelect, deluge: isDeluge };
  const connection = await prompter.ask("A system it calls, as name=https://origin (Enter for none)");
  return {
    ...options,
    name,
    hint,
    messageTypes,
    multiSelect,
    ...(connection === "" ? {} : { connection: [connection] }),
  };
}

async function askDeluge({ connection }: NewActionOptions, prompter: Prompter): Promise<boolean> {
  return connection === undefined && (await agree(prompter, "Does a Deluge script inside Zoho serve it?"));
}

async function agree(prompter: Prompter, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await prompter.ask(`${question} (yes/no)`, "no"));
}
