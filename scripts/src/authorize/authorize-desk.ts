import { exchangeGrantCode, type Granted } from "@cliq-actions/cliq/oauth/exchange-grant-code";
import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import { holdSecret } from "@cliq-actions/cliq/redact";
import { CannotAuthorize } from "./cannot-authorize.ts";
import type { ScopeCheck } from "./check-scopes.ts";
import { checkDeskScopes, deskScopes } from "./desk-scopes.ts";
import { endToken, type TokenEnd } from "./end-token.ts";
import { toMissing } from "./gather-credentials.ts";
import { deskGrantInstructions } from "./instructions.ts";
import type { Ports } from "./ports.ts";
import type { Renewal } from "./renew-desk-token.ts";
import type { Target } from "./target.ts";

/** What was done for Zoho Desk; holds no secret. */
export interface DeskAuthorized {
  /** By what the token reports. */
  readonly scopes: readonly ScopeCheck[];
  /** Full names of the parameters. */
  readonly written: readonly string[];
  /** What became of the refresh token that was stored before; absent when there was none. */
  readonly oldToken?: TokenEnd;
  /** What the token keeper made of it. */
  readonly token: Renewal;
}

/**
 * Exchanges a grant code for Zoho Desk's scopes with the client that is stored, and has the token keeper hand the first
 * token out at once. Throws an `ActionsError` or an AWS error; the stage then has the grant of Zoho Desk that it had before.
 */
export async function authorizeDesk(
  { stage, configuredDataCentre }: Target,
  { rotate, dataCentre }: { readonly rotate: boolean; readonly dataCentre: DataCentre },
  ports: Ports,
): Promise<DeskAuthorized> {
  const { send, say, prompter, desk } = ports;
  const old = await desk.store.read();
  if (old !== undefined && !rotate)
    throw new CannotAuthorize(
      `Stage ${stage} has ${desk.store.name} already. --rotate replaces what is stored, --revoke ends it.`,
    );
  const { client } = await ports.store.read();
  if (client === undefined)
    throw new CannotAuthorize(`Stage ${stage} has no client yet, which both grants share: leave out --grant desk.`);
  const given = await ports.readGiven(["deskGrantCode"]);
  if (given.deskGrantCode === undefined) say(deskGrantInstructions(dataCentre, deskScopes));
  const code = given.deskGrantCode ?? (await prompter?.askSecret("Grant code for Zoho Desk"));
  if (code === undefined || code === "") throw toMissing(["deskGrantCode"]);
  holdSecret(code);

  say("Exchanging the grant code for Zoho Desk …");
  const accountsOrigin = ports.originsOf(dataCentre).accounts;
  const granted = await exchangeGrantCode(send, { accountsOrigin, ...client, code });
  let scopes: readonly ScopeCheck[];
  try {
    scopes = requireDeskScopes(granted);
    await (old === undefined ? desk.store.create(granted.refreshToken) : desk.store.replace(granted.refreshToken));
  } catch (error) {
    const end = await endToken(send, accountsOrigin, granted.refreshToken);
    say(
      end === "alive"
        ? "The new token for Zoho Desk could not be revoked; it is stored nowhere."
        : "The new token for Zoho Desk was revoked again.",
    );
    throw error;
  }
  // Before the old grant ends, and with it the token that actions use.
  const token = await desk.renew();
  const result = { scopes, written: [desk.store.name], token };
  if (old === undefined) return result;
  return { ...result, oldToken: await endToken(send, ports.originsOf(configuredDataCentre).accounts, old) };
}

function requireDeskScopes({ scopes }: Granted): readonly ScopeCheck[] {
  const checks = checkDeskScopes(scopes);
  const lacking = checks.filter(({ verdict }) => verdict === "lacking");
  if (lacking.length === 0) return checks;
  throw new CannotAuthorize(
    `The token for Zoho Desk lacks ${lacking.map(({ scope }) => scope).join(", ")}. It was not stored. Generate a new ` +
      `grant code with all of ${deskScopes.join(",")}`,
    checks,
  );
}
