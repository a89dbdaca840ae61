import type { DeskAuthorized } from "./authorize-desk.ts";
import type { GrantsAuthorized } from "./authorize-grants.ts";
import type { Authorized } from "./authorize-stage.ts";
import type { ScopeCheck } from "./check-scopes.ts";
import type { TokenEnd } from "./end-token.ts";
import type { Revoked } from "./revoke-stage.ts";

/** An outcome for a person to read. */
export function describeOutcome(outcome: GrantsAuthorized | Revoked): string {
  const lines = [
    ...("written" in outcome ? describeAuthorized(outcome) : []),
    ...("desk" in outcome ? describeDesk(outcome.stage, outcome.desk) : []),
    ...("deleted" in outcome ? describeRevoked(outcome) : []),
  ];
  const steps = outcome.next.map((step) => `  - ${step}`);
  return [...lines, ...(steps.length === 0 ? [] : ["Next:"]), ...steps].join("\n");
}

/** One line per scope: what Cliq said. */
export function describeScopes(scopes: readonly ScopeCheck[]): string[] {
  const width = Math.max(...scopes.map(({ scope }) => scope.length), 0);
  return scopes.map(
    ({ scope, verdict, said }) => `  ${scope.padEnd(width)}  ${verdict}${said === undefined ? "" : ` (${said})`}`,
  );
}

function describeAuthorized({ stage, dataCentre, scopes, written, oldToken }: Authorized): string[] {
  return [
    `Stage ${stage} is authorized in data centre ${dataCentre}. Cliq on the token's scopes:`,
    ...describeScopes(scopes),
    "Stored as SecureString:",
    ...written.map((name) => `  ${name}`),
    ...(oldToken === undefined ? [] : [`Old refresh token: ${tokenEnds[oldToken]}.`]),
  ];
}

function describeDesk(stage: string, { scopes, written, oldToken, token }: DeskAuthorized): string[] {
  return [
    `Stage ${stage} may use Zoho Desk. Zoho on the token's scopes:`,
    ...describeScopes(scopes),
    "Stored as SecureString:",
    ...written.map((name) => `  ${name}`),
    ...(token === "renewed" ? ["The token keeper has handed out the first token: actions can use it now."] : []),
    ...(oldToken === undefined ? [] : [`Old refresh token of Zoho Desk: ${tokenEnds[oldToken]}.`]),
  ];
}

function describeRevoked({ stage, ended, oldToken, oldDeskToken, deleted }: Revoked): string[] {
  const place = ended === "desk" ? "Zoho Desk" : "Cliq";
  if (oldToken === undefined && deleted.length === 0)
    return [`Stage ${stage} held no access to ${place}; nothing was changed.`];
  return [
    `Stage ${stage} has no access to ${place} any more.`,
    ...(oldToken === undefined ? [] : [`Refresh token: ${tokenEnds[oldToken]}.`]),
    ...(oldDeskToken === undefined ? [] : [`Refresh token of Zoho Desk: ${tokenEnds[oldDeskToken]}.`]),
    "Deleted:",
    ...deleted.map((name) => `  ${name}`),
  ];
}

const tokenEnds: Readonly<Record<TokenEnd, string>> = {
  revoked: "revoked",
  unknown: "Zoho does not know it in this data centre; it was revoked before, or belongs to another data centre",
  alive: "NOT revoked, because Zoho could not be told; delete the self client's old grant in Zoho's API console",
};
