import type { DiscoveredAction } from "./discovery/discover-actions.ts";
import { InvalidDeclaration } from "@cliq-actions/core";
import { CfnOutput, CfnResource, Duration, Stack } from "aws-cdk-lib";
import { Construct } from "constructs";
import { bundleAhead } from "./bundle-ahead.ts";
import { Alarms } from "./constructs/alarms.ts";
import { watchBackground } from "./constructs/watch-background.ts";
import { watchKeeper, watchOutcomes } from "./constructs/watch-outcomes.ts";
import { DriftCheck } from "./constructs/drift-check.ts";
import { Ledger } from "./constructs/ledger.ts";
import { Registrations } from "./constructs/registrations.ts";
import { SigningKey } from "./constructs/signing-key.ts";
import { TokenKeeper } from "./constructs/token-keeper.ts";
import { WebhookAction } from "./constructs/webhook-action.ts";
import { WebhookApi } from "./constructs/webhook-api.ts";
import { deskTokensOf } from "./desk/desk-tokens.ts";
import { ownEntries } from "./own-entries.ts";
import { PublishedFiles } from "./published-files.ts";
import { choicesOf } from "./stages/choices-of.ts";
import { checkConnectionOrigins } from "./stages/connection-origins.ts";
import type { Stage } from "./stages/define-stages.ts";
import { checkPauses } from "./stages/pauses.ts";
import { refuseUnsignedAdministrators } from "./stages/refuse-unsigned.ts";
import { findNotAdopted, toManifest } from "./to-manifest.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const mostResources = 500;

/** Throws {@link InvalidDeclaration} where CloudFormation would not take the stack: of all limits of an account this one comes first. */
function refuseTooManyResources(stack: Stack, actions: number): void {
  const count = stack.node.findAll().filter((one) => CfnResource.isCfnResource(one)).length;
  if (count <= mostResources) return;
  const fitting = Math.floor((actions * mostResources) / count);
  throw new InvalidDeclaration(
    `${actions} actions make a stack of ${count} resources, and CloudFormation takes ${mostResources}: about ${fitting} of these fit. ` +
      "Move the others into a second product: a copy of this repository with another name in infra/stages.ts, and half the " +
      "budgetShare in each where the same person authorises both.",
  );
}

/** One stage: an API, a function per action, and their registrations in Cliq. */
export class CliqActionsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly stage: Stage; readonly actions: readonly DiscoveredAction[] },
  ) {
    const { stage, actions } = props;
    checkConnectionOrigins(stage, actions);
    refuseUnsignedAdministrators(stage, actions);
    checkPauses(
      stage,
      actions.flatMap((action) => ("entry" in action ? [action.slug] : [])),
    );
    super(scope, id, {
      description: `Zoho Cliq message actions, stage ${stage.name}`,
      terminationProtection: stage.production,
      // CloudFormation hands them on to every resource.
      tags: { Product: stage.product, Stage: stage.name },
      env: { ...(stage.account ? { account: stage.account } : {}), ...(stage.region ? { region: stage.region } : {}) },
    });
    const entries = actions.flatMap((action) => ("entry" in action ? [action.entry] : []));
    if (this.bundlingRequired) bundleAhead([...Object.values(ownEntries), ...entries], { choices: choicesOf(stage) });
    const frontDoor = new WebhookApi(this, "WebhookApi", stage);
    const { api } = frontDoor;
    const signingKey = new SigningKey(this, "SigningKey", stage);
    const ledger = new Ledger(this, "Ledger", stage);
    const tokenKeeper = new TokenKeeper(this, "TokenKeeper", {
      stage,
      ledger,
      deskTokens: deskTokensOf(actions, stage),
    });
    const webhooks = actions.flatMap((action) =>
      "entry" in action
        ? [new WebhookAction(this, action.slug, { stage, action, api, signingKey, tokenKeeper: tokenKeeper.handler })]
        : [],
    );
    const files = new PublishedFiles(new Construct(this, "Files"));
    const registrations = new Registrations(this, "Registrations", {
      stage,
      manifest: toManifest(actions, stage, (id, path) => files.publish(id, path)),
      files,
      apiOrigin: api.apiEndpoint,
      tokenKeeper: tokenKeeper.handler,
      credentialDigests: Object.fromEntries(webhooks.map(({ slug, credentialDigest }) => [slug, credentialDigest])),
      ledger,
    });
    const notAdopted = findNotAdopted(actions, stage);
    if (notAdopted.length > 0) registrations.tellNotAdopted(notAdopted);
    // Cliq is told about a URL only once it answers: after routes, stage, integrations and permissions.
    registrations.node.addDependency(frontDoor, signingKey, ...webhooks);
    const alarms = new Alarms(this, "Alarms", stage);
    watchOutcomes(alarms, stage);
    watchKeeper(alarms, stage, tokenKeeper.handler);
    alarms.watchFunction("registrar_errors", {
      handler: registrations.handler,
      description: "The registrar could not even answer CloudFormation.",
    });
    alarms.watchFunction("signing_key_errors", {
      handler: signingKey.handler,
      description: "The function that tells digests of the credentials could not even answer CloudFormation.",
    });
    for (const { slug, handler, background } of webhooks) {
      if (background !== undefined) watchBackground(alarms, slug, background);
      alarms.watchFunction("webhook_errors", {
        handler,
        of: slug,
        description: `The function of "${slug}" ended without an answer or could not start: people saw nothing.`,
      });
    }
    alarms.watch("api_errors", {
      metric: api.metricServerError({ period: Duration.minutes(5), statistic: "Sum" }),
      description: "The API answered 5xx: a function did not, or is not configured.",
    });
    alarms.watchTables(this);
    const { resourceId: registrationsId, manifestDigest } = registrations;
    const drift = new DriftCheck(this, "Drift", {
      stage,
      files,
      ledger,
      tokenKeeper: tokenKeeper.handler,
      registrationsId,
      manifestDigest,
      apiOrigin: api.apiEndpoint,
      alarms,
    });
    // Only where registrations were made is a ledger without them one that was lost.
    drift.node.addDependency(registrations);
    refuseTooManyResources(this, actions.length);
    new CfnOutput(this, "ApiOrigin", { value: api.apiEndpoint, description: "Origin of the webhooks Cliq posts to" });
    new CfnOutput(this, "CredentialVersion", {
      value: String(stage.credentialVersion),
      description: "Version of the credentials in the URLs that Cliq holds",
    });
    new CfnOutput(this, "ManifestDigest", { value: manifestDigest, description: "SHA-256 of what Cliq is to hold" });
  }
}
