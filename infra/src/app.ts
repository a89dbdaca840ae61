import { discoverActions } from "@cliq-actions/actions/discover-actions";
import { ActionsError } from "@cliq-actions/core";
import { App } from "aws-cdk-lib";
import stages from "../stages.ts";
import { buildApp } from "./build-app.ts";
import { chooseStage } from "./stages/define-stages.ts";

try {
  // `pnpm cdk … -c stage=dev` names the stage; `pnpm check` passes it as an argument.
  const name: unknown = process.argv[2] ?? new App({ autoSynth: false }).node.tryGetContext("stage");
  const stage = chooseStage(stages, typeof name === "string" ? name : undefined);
  buildApp(stage, await discoverActions(), { outdir: process.env.CDK_OUTDIR ?? "cdk.out" }).synth();
} catch (error) {
  if (!(error instanceof ActionsError)) throw error;
  // What the author or operator can mend is a sentence; where in our code it was found does not help them.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
