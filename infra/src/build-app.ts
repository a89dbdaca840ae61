import type { DiscoveredAction } from "./discovery/discover-actions.ts";
import { App, type AppProps, Validations } from "aws-cdk-lib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./bundle-to.ts";
import { CliqActionsStack } from "./cliq-actions-stack.ts";
import type { Stage } from "./stages/define-stages.ts";
import { stackNameOf } from "./stages/stage-names.ts";

const { context } = JSON.parse(readFileSync(join(repository, "cdk.json"), "utf8")) as { context: AppProps["context"] };

/**
 * The CDK app of one stage, without the rule packs of {@link checkByRules}. The feature flags of cdk.json hold, whoever
 * synthesises: https://docs.aws.amazon.com/cdk/v2/guide/featureflags.html
 */
export function buildApp(stage: Stage, actions: readonly DiscoveredAction[], props: AppProps = {}): App {
  const app = new App({ analyticsReporting: false, context, ...props });
  new CliqActionsStack(app, stackNameOf(stage), { stage, actions });
  return app;
}

/**
 * Makes an app's synthesis fail on any unacknowledged finding of cdk-nag's AwsSolutions and Serverless packs; a finding
 * is acknowledged, with its reason, in the construct that causes it. Only then are they loaded.
 */
export async function checkByRules(app: App): Promise<void> {
  const { AwsSolutionsChecks, ServerlessChecks } = await import("cdk-nag");
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
}
