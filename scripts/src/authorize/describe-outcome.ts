import type { Authorized } from "./authorize-stage.ts";
import type { ScopeCheck } from "./check-scopes.ts";
import type { TokenEnd } from "./end-token.ts";
import type { Revoked } from "./revoke-stage.ts";

/** An outcome for a person to read. */
export function describeOutcome(outcome: Authorized | Revoked): string {
  const lines = "written" in outcome ? describeAuthorized(outcome) : describeRevoked(outcome);
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

function describeRevoked({ stage, oldToken, deleted }: Revoked): string[] {
  if (oldToken === undefined && deleted.length === 0)
    return [`Stage ${stage} held no access to Cliq; nothing was changed.`];
  return [
    `Stage ${stage} has no access to Cliq any more.`,
    ...(oldToken === undefined ? [] : [`Refresh token: ${tokenEnds[oldToken]}.`]),
    "Deleted:",
    ...deleted.map((name) => `  ${name}`),
  ];
}

const tokenEnds: Readonly<Record<TokenEnd, string>> = {
  revoked: "revoked",
  unknown: "Zoho does not know it in this data centre; it was revoked before, or belongs to another data centre",
  alive: "NOT revoked, because Zoho could not be told; delete the self client's old grant in Zoho's API console",
};
