import { ActionsError } from "@cliq-actions/core";
import { App } from "aws-cdk-lib";
import { join } from "node:path";
import stages from "../stages.ts";
import { spellOutput } from "./commands/spell-commands.ts";
import { buildApp, checkByRules } from "./build-app.ts";
import { discoverActions } from "./discovery/discover-actions.ts";
import { chooseStage } from "./stages/define-stages.ts";

/** The folder of action folders: the repository's own, or the one that `CLIQ_ACTIONS_FOLDER` names. */
const actionsFolder = process.env.CLIQ_ACTIONS_FOLDER ?? join(import.meta.dirname, "../../packages/actions/src");

spellOutput();
try {
  // `pnpm cdk … -c stage=dev` names the stage; `pnpm check` passes it as an argument.
  const name: unknown = process.argv[2] ?? new App({ autoSynth: false }).node.tryGetContext("stage");
  const stage = chooseStage(stages, typeof name === "string" ? name : undefined);
  const outdir = process.env.CDK_OUTDIR ?? "cdk.out";
  const app = buildApp(stage, await discoverActions(actionsFolder), { outdir });
  // CDK's own switch for its checks of the template, ours among them: more than half of what a synthesis costs.
  if (process.env.CDK_VALIDATION !== "false") await checkByRules(app);
  app.synth();
} catch (error) {
  if (!(error instanceof ActionsError)) throw error;
  // What the author or operator can mend is a sentence; where in our code it was found does not help them.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
