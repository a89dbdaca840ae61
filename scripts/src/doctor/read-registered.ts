import { deriveCredential } from "@cliq-actions/aws/credential";
import { connectFunctions } from "@cliq-actions/cliq/rest/connect-functions";
import { readSigningKey } from "@cliq-actions/registrar/parameters/signing-key";
import { ssmParameterStore } from "@cliq-actions/registrar/parameters/parameter-store";
import { dynamoLedger, type LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import { parameterPrefixOf, stackNameOf, type StageId } from "@cliq-actions/infra/stages/stage-names";
import { CannotOperate } from "../stage/cannot-operate.ts";
import type { StageAws } from "../stage/stage-aws.ts";
import type { ShownInCliq } from "./check-ledger.ts";
import type { LivingStage } from "./check-stack.ts";
import type { Webhook } from "./check-webhook.ts";
import type { StageCliq } from "./open-cliq.ts";

/** What the stage has registered, and what opens its webhooks; holds secrets. */
export interface Registered {
  /** Undefined where there is no row. */
  readonly row: LedgerState | undefined;
  readonly ledger: LedgerState;
  readonly webhooks: readonly Webhook[];
}

/** Reads the ledger and derives each webhook's credential, of the deployed version, from the signing key. */
export async function readRegistered(
  stage: StageId,
  { names, stack, credentialVersion: version }: LivingStage,
  aws: StageAws,
): Promise<Registered> {
  const place = {
    client: aws.dynamo,
    tableName: names.table,
    stackId: stack.stackId,
    logicalResourceId: names.registrations,
  };
  const row = await dynamoLedger(place).load();
  const ledger = row ?? { actions: {}, deadlines: {} };
  // A Deluge action runs in Zoho and has no webhook.
  const slugs = Object.entries(ledger.actions).flatMap(([slug, { kind }]) =>
    kind === "deluge" || slug.includes("~") ? [] : [slug],
  );
  // Where there is no webhook, no key was made either.
  if (slugs.length === 0) return { row, ledger, webhooks: [] };
  const signingKey = await readSigningKey(ssmParameterStore(aws.ssm, parameterPrefixOf(stage)));
  const webhooks = slugs.toSorted().map((slug) => ({
    origin: names.apiOrigin,
    slug,
    stage: stage.name,
    stackName: stackNameOf(stage),
    credential: deriveCredential(signingKey, { stage: stage.name, slug, version }),
  }));
  return { row, ledger, webhooks };
}

/** The URL of an action or, by what is before the slash of its slug, of a function, which its action's webhook serves. */
export function urlOf(webhooks: readonly Webhook[], slug: string): string | undefined {
  const webhook = webhooks.find((one) => one.slug === slug.split("/", 1)[0]);
  return webhook && `${webhook.origin}/actions/${webhook.slug}/${webhook.credential}`;
}

/** The functions that Cliq shows; it is asked only where the stage has any. Throws {@link CannotOperate}. */
export async function listFunctions(
  { functions = {} }: LedgerState,
  { connection }: StageCliq,
): Promise<readonly ShownInCliq[]> {
  if (Object.keys(functions).length === 0) return [];
  const listed = await connectFunctions(connection).list();
  if (listed.ok) return listed.value;
  throw new CannotOperate(`Cliq did not show its functions: ${listed.error.message}`);
}
