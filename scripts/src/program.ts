import { ActionsError } from "@cliq-actions/core";
import { Command } from "commander";
import { authorizeCommand } from "./authorize/authorize-command.ts";
import { cleanCommand } from "./clean/clean-command.ts";
import { doctorCommand } from "./doctor/doctor-command.ts";
import { driftCommand } from "./drift/drift-command.ts";
import { explainCommand } from "./explain/explain-command.ts";
import { fakeCommand } from "./fake/fake-command.ts";
import { initForkCommand } from "./init-fork/init-fork-command.ts";
import { newActionCommand } from "./new-action/new-action-command.ts";
import { pauseCommand, resumeCommand } from "./pause/pause-command.ts";
import { planCommand } from "./plan/plan-command.ts";
import { redriveCommand } from "./redrive/redrive-command.ts";
import { replayCommand } from "./replay/replay-command.ts";
import { rotateCommand } from "./rotate/rotate-command.ts";
import { secretCommand } from "./secret/secret-command.ts";

/** The one operator program: `pnpm cliq <verb>`. A verb is one file that makes one command, and loads its work late. */
export function cliqProgram(): Command {
  return new Command("pnpm cliq")
    .description("Everything an operator types, besides start, test, check and cdk.")
    .hook("preAction", async (_, verb) => {
      const { stage, json, instructions } = verb.opts<{ stage?: string; json?: boolean; instructions?: boolean }>();
      if (stage !== "local" || instructions === true) return;
      // Loaded late: most verbs are about other stages, or none.
      const { reachLocalStage } = await import("./stage/reach-local-stage.ts");
      await reachLocalStage().catch((error: unknown) => {
        if (!(error instanceof ActionsError)) throw error;
        const { code, message } = error;
        if (json === true) process.stdout.write(`${JSON.stringify({ ok: false, stage, code, error: message })}\n`);
        verb.error(message, { exitCode: 1 });
      });
    })
    .addCommand(authorizeCommand())
    .addCommand(planCommand())
    .addCommand(driftCommand())
    .addCommand(doctorCommand())
    .addCommand(rotateCommand())
    .addCommand(pauseCommand())
    .addCommand(resumeCommand())
    .addCommand(cleanCommand())
    .addCommand(redriveCommand())
    .addCommand(secretCommand())
    .addCommand(explainCommand())
    .addCommand(replayCommand())
    .addCommand(newActionCommand())
    .addCommand(initForkCommand())
    .addCommand(fakeCommand());
}
