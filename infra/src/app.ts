import { discoverActions } from "@cliq-actions/actions/discover-actions";
import { App } from "aws-cdk-lib";
import stages from "../stages.ts";
import { buildApp } from "./build-app.ts";
import { chooseStage } from "./stages/define-stages.ts";

// `pnpm cdk … -c stage=dev` names the stage; `pnpm check` passes it as an argument.
const name: unknown = process.argv[2] ?? new App().node.tryGetContext("stage");
const stage = chooseStage(stages, typeof name === "string" ? name : undefined);
buildApp(stage, await discoverActions(), { outdir: process.env.CDK_OUTDIR ?? "cdk.out" }).synth();
