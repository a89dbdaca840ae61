import ownStages from "@cliq-actions/infra/stages";
import { digestCredential } from "@cliq-actions/aws/credential";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import { checkScopes } from "../authorize/check-scopes.ts";
import { examineActions } from "./examine-actions.ts";
import { examineConnections } from "./examine-connections.ts";
import { examineWork } from "./examine-work.ts";
import { readNeeds, readPlaces, readPolicies } from "../stage/actions-folder.ts";
import { findTargets } from "../pause/find-targets.ts";
import { stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { readLiveFunctions } from "../stage/read-functions.ts";
import { chooseOperatedStage } from "../stage/choose-operated-stage.ts";
import { checkAccount, checkBootstrap } from "./check-account.ts";
import { checkAlarmEmail, checkAlarms } from "./check-alarms.ts";
import { examineDeskGrant } from "./examine-desk-grant.ts";
import { checkBudget, checkSharing } from "./check-budget.ts";
import { checkLedger, checkLost } from "./check-ledger.ts";
import { checkPauses } from "./check-pauses.ts";
import { checkParameters } from "./check-parameters.ts";
import { judgeScope } from "./check-scope.ts";
import { checkStack, checkVersion } from "./check-stack.ts";
import { checkDataCentre, checkToken } from "./check-token.ts";
import { checkNode, checkPnpm } from "./check-tools.ts";
import { checkEndpoint, checkStranger, dryRun } from "./check-webhook.ts";
import { describePolicy } from "./describe-policy.ts";
import type { DoctorAws } from "./doctor-aws.ts";
import type { Examination } from "./examination.ts";
import { fine } from "./finding.ts";
import { openCliq } from "./open-cliq.ts";
import { listFunctions, readRegistered, urlOf } from "./read-registered.ts";

/** What the doctor works with. */
export interface DoctorPorts {
  /** For the stage's region, where it has one. */
  readonly connectAws: (region: string | undefined) => DoctorAws;
  readonly send: SendRequest;
}

/** So many webhooks are tried with a wrong credential: each is a refusal, and a hundred in five minutes ring an alarm. */
const mostStrangers = 20;

/** Makes every check of a stage, from this machine outwards; each finding goes into the examination. */
export async function examineStage(
  name: string,
  examination: Examination,
  { connectAws, send }: DoctorPorts,
): Promise<void> {
  const look: Examination["look"] = async (...check) => examination.look(...check);
  await look("Node", {}, () => checkNode());
  await look("pnpm", {}, checkPnpm);
  const known = await look("stage", {}, () => {
    const stage = chooseOperatedStage(name);
    return fine(`infra/stages.ts has ${name}, complete`, { stage, aws: connectAws(stage.region) });
  });
  await look("organisation", { known }, ({ known: { stage } }) =>
    fine(`${stage.organizationId}; no documented call tells Cliq's own, so the first click proves it`),
  );
  const account = await look("AWS", { known }, ({ known: { stage, aws } }) => checkAccount(stage, aws));
  await look("CDK bootstrap", { account }, (values) => checkBootstrap(values.account));
  const living = await look("stack", { known, account }, ({ known: { stage, aws } }) => checkStack(stage, aws));
  await look("parameters", { known, account }, ({ known: { stage, aws } }) =>
    checkParameters(stage, aws, living.value !== undefined),
  );
  await look("credential version", { known, living }, (values) => checkVersion(values.known.stage, values.living));
  const cliq = {
    check: "stack",
    value: known.value && living.value && openCliq(known.value.stage, living.value, known.value.aws, send),
  };

  const token = await look("access token", { known, cliq }, (values) => checkToken(values.known.stage, values.cliq));
  await examineDeskGrant(examination, { known, account, living });
  const live = await look("data centre", { known, cliq, token }, (values) =>
    checkDataCentre(values.known.stage, values.cliq),
  );
  const registered = await look("ledger", { known, living }, async ({ known: { stage, aws }, living: deployed }) => {
    const found = await readRegistered(stage, deployed, aws);
    const lost = cliq.value && (await checkLost(stage, deployed, aws, cliq.value, found.row));
    if (lost !== undefined) return lost;
    return fine(
      `${Object.keys(found.ledger.actions).length} actions, ${Object.keys(found.ledger.functions ?? {}).length} functions`,
      found,
    );
  });
  const scopes = await look("scopes", { cliq, token }, async ({ cliq: { connection, origins } }) => {
    const { budget, tokens } = connection;
    const isRegistered = Object.keys(registered.value?.ledger.functions ?? {}).length > 0;
    const declared = await readNeeds();
    const needs = { ...declared, functions: isRegistered || declared.functions };
    const asked = await checkScopes(send, origins.cliq, { token: await tokens.current(), needs, budget });
    const also = `${needs.functions ? ", those of functions too" : ""}${needs.background ? ", that of late replies too" : ""}`;
    return fine(`Cliq was asked once per scope, by calls that change nothing${also}`, asked);
  });
  for (const scope of scopes.value ?? []) await look(scope.scope, {}, () => judgeScope(scope, name));
  await look("budget and locks", { known, cliq }, (values) => checkBudget(values.known.stage, values.cliq.store));
  await look("shared limits", { registered, live, known, living }, (values) =>
    checkSharing(values.known.stage, ownStages, values.registered.ledger, values.live, values.living.names.apiOrigin),
  );

  await look(
    "ledger against Cliq",
    { registered, live, known, living, cliq },
    async ({ known: { aws }, living: { stack }, registered: { ledger, webhooks }, live: actions, cliq: connected }) => {
      const functions = await listFunctions(ledger, connected);
      const serving = await readLiveFunctions(aws.lambda, stack);
      return checkLedger(
        name,
        ledger,
        { actions, functions },
        {
          toUrl: (slug) => urlOf(webhooks, slug),
          isAccepted: (url) => {
            const [credential = "", slug] = url.split("/").toReversed();
            const target = serving.find((one) => one.slug === slug);
            return target?.digests.includes(digestCredential(credential)) ?? false;
          },
        },
      );
    },
  );

  const endpoint = await look("endpoint", { known, living }, (values) =>
    checkEndpoint(send, values.living.names.apiOrigin, stackNameOf(values.known.stage)),
  );
  const webhooks = registered.value?.webhooks ?? [];
  if (webhooks.length === 0)
    await look("webhooks", { endpoint, registered }, () => fine("the ledger has no action with a webhook"));
  for (const [index, webhook] of webhooks.entries()) {
    if (index < mostStrangers)
      await look(`wrong credential at ${webhook.slug}`, { endpoint }, () => checkStranger(send, webhook));
    await look(`dry run of ${webhook.slug}`, { known, endpoint }, (values) =>
      dryRun(send, webhook, values.known.stage),
    );
  }
  await look("pauses", { known, living }, async ({ known: { stage, aws }, living: { stack } }) =>
    checkPauses(stage, await findTargets(aws.lambda, stack)),
  );
  await examineWork(examination, { known, living });
  for (const { slug, rules } of await readPolicies())
    await look(`policy of ${slug}`, {}, () => fine(describePolicy(rules)));
  await examineConnections(examination, { known, account, living });
  await examineActions(examination, { known, account }, await readPlaces());
  await look("alarms", { known, living }, (values) =>
    checkAlarms(values.known.aws.cloudWatch, values.living.stack, name),
  );
  await look("alarm e-mail", { known, living }, (values) =>
    checkAlarmEmail(values.known.aws.sns, values.living.stack, name),
  );
}
