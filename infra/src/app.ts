import { discoverActions } from "@cliq-actions/actions/discover-actions";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import stages from "../stages.ts";
import { CliqActionsStack } from "./cliq-actions-stack.ts";
import { chooseStage } from "./stages/define-stages.ts";

const app = new App({ analyticsReporting: false });
const stage = chooseStage(stages, app.node.tryGetContext("stage"));
new CliqActionsStack(app, `CliqActions-${stage.name}`, { stage, actions: await discoverActions() });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
app.synth();
