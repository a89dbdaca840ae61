import { Command } from "commander";
import { toHelp } from "../stage/to-help.ts";

/** What the command line says. */
export interface SwitchOptions {
  readonly stage: string;
  readonly all?: boolean;
  readonly region?: string;
  readonly json?: boolean;
}

/** The same, and why. */
export interface PauseOptions extends SwitchOptions {
  readonly reason: string;
}

/** `pnpm cliq pause`: an action answers with a sentence, and does nothing. */
export function pauseCommand(): Command {
  return switchCommand("pause")
    .description("Let an action answer with a sentence instead of doing anything, at once and without a deployment.")
    .option("--reason <sentence>", 'what people are told after "This action is paused."', "Try again later.")
    .addHelpText("after", toHelp(notes))
    .action(async (slug: string | undefined, options: PauseOptions) => {
      const { runPause } = await import("./run-switch.ts");
      await runPause(slug, options);
    });
}

/** `pnpm cliq resume`: it serves again. */
export function resumeCommand(): Command {
  return switchCommand("resume")
    .description("End the pause of an action; its background work goes on with what waits in its queue.")
    .addHelpText("after", toHelp(notes))
    .action(async (slug: string | undefined, options: SwitchOptions) => {
      const { runResume } = await import("./run-switch.ts");
      await runResume(slug, options);
    });
}

function switchCommand(verb: string): Command {
  return new Command(verb)
    .argument("[slug]", "the action's folder")
    .requiredOption("--stage <name>", "stage of infra/stages.ts")
    .option("--all", "every action that has a function of its own")
    .option("--region <name>", "AWS region; the stage's, then the SDK's own unless told")
    .option("--json", "one JSON document on stdout");
}

const notes = `
The action's function is published once more, with the sentence in its environment, and its alias points there: the next
click is told, and so is whoever uses its forms and buttons. Background work stays in its queue. A click that is being
served goes on to its end. An action whose script runs inside Zoho cannot be paused: disable it in Cliq.

A deployment that changes a function may end its pause; paused and pausedAll in infra/stages.ts keep it. While a
deployment is under way, nothing is changed. doctor says what is paused.

AWS credentials need cloudformation:DescribeStacks and ListStackResources, and lambda:GetFunctionConfiguration,
UpdateFunctionConfiguration, PublishVersion, GetAlias and UpdateAlias on the actions' functions; where actions have
background work, lambda:GetEventSourceMapping and UpdateEventSourceMapping.`;
