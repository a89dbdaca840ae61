import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import { exchangeGrantCode } from "@cliq-actions/cliq/oauth/exchange-grant-code";
import { CannotAuthorize } from "./cannot-authorize.ts";
import { scopesFor, type ScopeCheck } from "./check-scopes.ts";
import { chooseDataCentre } from "./choose-data-centre.ts";
import { endToken, type TokenEnd } from "./end-token.ts";
import { gatherCredentials } from "./gather-credentials.ts";
import type { StoredGrant } from "./grant-store.ts";
import { nextSteps } from "./next-steps.ts";
import type { Ports } from "./ports.ts";
import { requireScopes } from "./require-scopes.ts";
import type { Target } from "./target.ts";
import { writeDataCentre } from "./write-data-centre.ts";

/** What was asked for. */
export interface AuthorizeOrder {
  readonly dataCentre: string | undefined;
  readonly rotate: boolean;
  readonly write: boolean;
}

/** What was done; holds no secret. */
export interface Authorized {
  readonly ok: true;
  readonly stage: string;
  readonly dataCentre: DataCentre;
  readonly scopes: readonly ScopeCheck[];
  /** Full names of the parameters. */
  readonly written: readonly string[];
  /** What became of the refresh token that was stored before; absent when there was none. */
  readonly oldToken?: TokenEnd;
  readonly next: readonly string[];
}

/**
 * Exchanges a grant code, checks that Cliq accepts the token for every scope, and only then stores it. A token that is
 * not stored is revoked again. Throws an `ActionsError` or an AWS error; the stage is then as it was before.
 */
export async function authorizeStage(target: Target, order: AuthorizeOrder, ports: Ports): Promise<Authorized> {
  const { prompter, say, send } = ports;
  // First, because it proves the AWS credentials before the grant code is spent.
  const stored = await ports.store.read();
  refuseWrongVerb(target, order, stored);
  const { dataCentre, write } = await chooseDataCentre(target, order, prompter);
  const origins = ports.originsOf(dataCentre);
  const given = await ports.readGiven([
    ...(stored.client === undefined ? (["clientId", "clientSecret"] as const) : []),
    "grantCode",
  ]);
  const needs = await ports.needs();
  const scopesNeeded = scopesFor(needs);
  const sources = { given, stored: stored.client, prompter, dataCentre, scopes: scopesNeeded, say };
  const credentials = await gatherCredentials(sources);
  const { clientId, clientSecret, grantCode } = credentials;

  say("Exchanging the grant code …");
  const granted = await exchangeGrantCode(send, {
    accountsOrigin: origins.accounts,
    clientId,
    clientSecret,
    code: grantCode,
  });
  const grant = { clientId, clientSecret, refreshToken: granted.refreshToken };
  let scopes: readonly ScopeCheck[];
  let written: readonly string[];
  try {
    say("Asking Cliq once per scope, by calls that change nothing …");
    scopes = await requireScopes(send, origins.cliq, granted, needs);
    written = order.rotate ? await ports.store.replace(stored, grant) : await ports.store.create(grant);
  } catch (error) {
    const end = await endToken(send, origins.accounts, granted.refreshToken);
    say(
      end === "alive"
        ? "The new token could not be revoked; it is stored nowhere."
        : "The new token was revoked again.",
    );
    throw error;
  }
  const missingSecrets = await ports.missingSecrets();
  const isWritten = !write || (await writeDataCentre(ports.stagesFile, target.stage, dataCentre));
  const result = { ok: true, stage: target.stage, dataCentre, scopes, written } as const;
  const next = nextSteps(target, { dataCentre, rotate: order.rotate, fileDisagrees: !isWritten, missingSecrets });
  if (stored.refreshToken === undefined) return { ...result, next };
  const { accounts } = ports.originsOf(target.configuredDataCentre);
  return { ...result, oldToken: await endToken(send, accounts, stored.refreshToken), next };
}

function refuseWrongVerb({ stage }: Target, { rotate }: AuthorizeOrder, { names }: StoredGrant): void {
  if (names.length > 0 && !rotate) {
    throw new CannotAuthorize(
      `Stage ${stage} has ${names.join(" and ")} already. --rotate replaces what is stored, --revoke ends it.`,
    );
  }
  if (names.length === 0 && rotate) {
    throw new CannotAuthorize(
      `Nothing is stored for stage ${stage} in this account and region, so there is nothing to rotate: check both, or ` +
        "leave --rotate out.",
    );
  }
}
