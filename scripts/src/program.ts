import { Command } from "commander";
import { authorizeCommand } from "./authorize/authorize-command.ts";
import { cleanCommand } from "./clean/clean-command.ts";
import { doctorCommand } from "./doctor/doctor-command.ts";
import { driftCommand } from "./drift/drift-command.ts";
import { explainCommand } from "./explain/explain-command.ts";
import { fakeCommand } from "./fake/fake-command.ts";
import { initForkCommand } from "./init-fork/init-fork-command.ts";
import { newActionCommand } from "./new-action/new-action-command.ts";
import { planCommand } from "./plan/plan-command.ts";
import { rotateCommand } from "./rotate/rotate-command.ts";
import { secretCommand } from "./secret/secret-command.ts";

/** The one operator program: `pnpm cliq <verb>`. A verb is one file that makes one command, and loads its work late. */
export function cliqProgram(): Command {
  return new Command("pnpm cliq")
    .description("Everything an operator types, besides start, test, check and cdk.")
    .addCommand(authorizeCommand())
    .addCommand(planCommand())
    .addCommand(driftCommand())
    .addCommand(doctorCommand())
    .addCommand(rotateCommand())
    .addCommand(cleanCommand())
    .addCommand(secretCommand())
    .addCommand(explainCommand())
    .addCommand(newActionCommand())
    .addCommand(initForkCommand())
    .addCommand(fakeCommand());
}
