import type { DiscoveredWebhook } from "../discovery/discover-actions.ts";
import { Duration, Stack, Validations } from "aws-cdk-lib";
import { type HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { dirname } from "node:path";
import { InvalidDeclaration } from "@cliq-actions/core";
import type { ActionSite } from "../action-site.ts";
import { toPlaceSuffix } from "../discovery/find-place.ts";
import { parametersOf } from "../parameters-of.ts";
import { findPause, toPauseSentence } from "../stages/pauses.ts";
import { parameterPrefixOf } from "../stages/stage-names.ts";
import { chosenOrigin, usedConnections } from "../stages/used-connections.ts";
import type { Stage } from "../stages/define-stages.ts";
import { registeredNameOf } from "../to-manifest.ts";
import { webhookDefaults } from "../webhook-defaults.ts";
import { BackgroundWork } from "./background-work.ts";
import { CliqFunction } from "./cliq-function.ts";
import { executingOf, refuseHalfTold } from "./executing-functions.ts";
import { contextKeyOf, type SigningKey } from "./signing-key.ts";
import { warnOfUngranted } from "./warn-of-ungranted.ts";

export interface WebhookActionProps {
  readonly stage: Stage;
  readonly action: DiscoveredWebhook;
  readonly api: HttpApi;
  readonly signingKey: SigningKey;
  readonly tokenKeeper: IFunction;
}

/**
 * One action: its function, published version and route. It knows digests of its credential, never the credential,
 * and its role holds only what the action's own `infra.ts` grants. It has 512 MB
 * and 14 s unless its declaration says otherwise; Cliq waits for about 15 s.
 */
export class WebhookAction extends Construct {
  readonly slug: string;
  readonly handler: IFunction;
  /** What the function knows the credential in its URL by. */
  readonly credentialDigest: string;
  /** What does its work in the background, where the declaration says so. */
  readonly background: BackgroundWork | undefined;

  constructor(scope: Construct, id: string, props: WebhookActionProps) {
    super(scope, id);
    const { stage, action } = props;
    this.slug = action.slug;
    const { memoryMb = webhookDefaults.memoryMb, timeoutSeconds = webhookDefaults.timeoutSeconds } =
      action.action.compute ?? {};
    const { background } = action.action;
    const hasFunctions = Object.keys(action.action.functions ?? {}).length > 0;
    const credential = props.signingKey.credentialOf(this, action.slug, { hasFunctions });
    this.credentialDigest = credential.current;
    const webhook = new CliqFunction(this, "Webhook", {
      stage,
      description: `Message action "${action.action.name}"`,
      entry: action.entry,
      ...(background && { role: "handler" as const }),
      ability: hasFunctions ? functionsAbility : undefined,
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMb,
      environment: {
        ACTION_SLUG: action.slug,
        CLIQ_ORGANIZATION_ID: stage.organizationId,
        CREDENTIAL_DIGESTS: credential.digests,
        CREDENTIAL_VERSION: String(stage.credentialVersion),
        SIGNATURE: stage.verifySignature ? "required" : "off",
        ...(stage.verifySignature ? { CLIQ_PUBLIC_KEY: credential.publicKey } : {}),
        ...pauseEnvironment(stage, action.slug),
      },
    });
    this.handler = webhook.handler;
    this.background =
      background &&
      new BackgroundWork(this, "Background", {
        stage,
        action,
        background,
        memoryMb,
        webhook,
        tokenKeeper: props.tokenKeeper,
      });
    const executing = executingOf(action, webhook, this.background?.worker);
    const parameters = parametersOf(Stack.of(this), stage);
    const connections = usedConnections(action.connections, stage);
    const secrets = Object.values(connections).flatMap(({ secret }) => (secret === undefined ? [] : [secret]));
    for (const one of executing) {
      const variables = { ...connectionEnvironment(stage, action), ...functionEnvironment(stage, action) };
      for (const [name, value] of Object.entries(variables)) one.handler.addEnvironment(name, value);
      if (hasFunctions) one.allow(["ssm:GetParameter"], [parameters.arn(contextKeyOf(action.slug))]);
      if (secrets.length > 0) {
        one.allow(
          ["ssm:GetParameter"],
          [...new Set(secrets)].map((secret) => parameters.arn(`${action.slug}/${secret}`)),
        );
      }
    }
    const handlers = executing.map(({ handler }) => handler);
    callInfra(action, {
      scope: this,
      handler: handlers[0] ?? webhook.handler,
      handlers,
      connections: Object.keys(connections),
      stage: {
        name: stage.name,
        production: stage.production,
        defaultLanguage: stage.defaultLanguage,
        desk: stage.desk,
        translator: stage.translator,
      },
    });
    refuseHalfTold(action, handlers);
    for (const handler of new Set([webhook.handler, ...handlers])) warnOfUngranted(action.slug, handler);
    // Code and configuration switch together, and back together: the route is served by a published version.
    const live = webhook.handler.addAlias("live");
    const [route] = props.api.addRoutes({
      path: `/actions/${action.slug}/{credential}`,
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration(`${action.slug}-integration`, live, {
        // A second more than the function has: it is the function that runs out of time, and counts so.
        timeout: Duration.seconds(timeoutSeconds + 1),
      }),
    });
    if (route === undefined) throw new Error(`The route of ${action.slug} was not made`);
    Validations.of(route).acknowledge({
      id: "AwsSolutions-APIG4",
      reason:
        "Cliq cannot sign in; the function verifies the credential in the path, in constant time, before it reads anything.",
    });
  }
}

/** Where the function finds its secrets, and the origins that the stage replaces; nothing for an action without connections. */
function connectionEnvironment(stage: Stage, { slug, connections }: DiscoveredWebhook): Record<string, string> {
  const used = Object.entries(usedConnections(connections, stage));
  if (used.length === 0) return {};
  const chosen = used.flatMap(([name, declared]) => {
    const origin = chosenOrigin(declared, stage);
    return origin === undefined ? [] : [[name, origin] as const];
  });
  const origins = { ...Object.fromEntries(chosen), ...stage.connections[slug] };
  return {
    PARAMETER_PREFIX: parameterPrefixOf(stage),
    ...(Object.keys(origins).length === 0 ? {} : { CONNECTION_ORIGINS: JSON.stringify(origins) }),
  };
}

const functionsAbility = {
  source: "packages/aws/src/functions.ts",
  remedy:
    "has no functions(), but action.ts declares some: import it from packages/aws, and hand it in as the last argument: serveMessageAction(action, { … }, functions()).",
};

/** What its forms and buttons are called in this stage, and where the key is; nothing for an action without them. */
function functionEnvironment(stage: Stage, { action: { functions = {} } }: DiscoveredWebhook): Record<string, string> {
  const names = Object.entries(functions).map(([key, declared]) => [key, registeredNameOf(declared, stage)]);
  if (names.length === 0) return {};
  return {
    PARAMETER_PREFIX: parameterPrefixOf(stage),
    FUNCTION_NAMES: JSON.stringify(Object.fromEntries(names)),
    ...(stage.functionOwner === undefined ? {} : { FUNCTION_OWNER: stage.functionOwner }),
  };
}

/** What the function says while the stage has it paused. */
function pauseEnvironment(stage: Stage, slug: string): Record<string, string> {
  const reason = findPause(stage, slug);
  return reason === undefined ? {} : { PAUSED: toPauseSentence(reason) };
}

/** Runs the action's own `infra.ts`; what it throws becomes a sentence that names the folder. */
function callInfra({ slug, infra, entry }: DiscoveredWebhook, site: ActionSite): void {
  const refuse = (why: string, cause?: unknown): never => {
    throw new InvalidDeclaration(`Action folder "${slug}" cannot be deployed, because its infra.ts ${why}`, { cause });
  };
  let returned: unknown;
  try {
    returned = infra?.(site);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    refuse(`fails: ${reason}${toPlaceSuffix(error, dirname(entry))}`, error);
  }
  if (!(returned instanceof Promise)) return;
  // Its failure is this one's consequence, and nobody is to be told of it twice.
  returned.catch(() => {});
  refuse("returns a promise, which a synthesis does not wait for: make the function a plain one, without async.");
}
