import type { DiscoveredAction } from "./discovery/discover-actions.ts";
import { App, type AppProps, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { CliqActionsStack } from "./cliq-actions-stack.ts";
import type { Stage } from "./stages/define-stages.ts";
import { stackNameOf } from "./stages/stage-names.ts";

/** CDK's own template validation, such as circular dependencies, fails the synthesis instead of warning. */
const findingsAreErrors = "@aws-cdk/core:validateAgainstDefaultRules";

/**
 * The CDK app of one stage. Synthesis fails on any unacknowledged finding of cdk-nag's
 * AwsSolutions and Serverless packs; a finding is acknowledged, with its reason, in the construct that causes it.
 */
export function buildApp(stage: Stage, actions: readonly DiscoveredAction[], props: AppProps = {}): App {
  const app = new App({ analyticsReporting: false, context: { [findingsAreErrors]: true }, ...props });
  new CliqActionsStack(app, stackNameOf(stage), { stage, actions });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}
