import type { StageNeeds } from "../stage/stage-needs.ts";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { Granted } from "@cliq-actions/cliq/oauth/exchange-grant-code";
import { CannotAuthorize } from "./cannot-authorize.ts";
import { checkScopes, scopesFor, type ScopeCheck } from "./check-scopes.ts";
import { casingTrap } from "./instructions.ts";

/**
 * What Cliq says of the token's scopes. Throws {@link CannotAuthorize} when it lacks one, or when not even the list of
 * message actions can be read with it; other scopes may stay unverified.
 */
export async function requireScopes(
  send: SendRequest,
  cliqOrigin: string,
  granted: Granted,
  needs: StageNeeds,
): Promise<readonly ScopeCheck[]> {
  const checks = await checkScopes(send, cliqOrigin, { token: granted.accessToken, needs });
  const lacking = checks.filter(({ verdict }) => verdict === "lacking");
  if (lacking.length > 0) throw new CannotAuthorize(explainLacking(lacking, granted.scopes, scopesFor(needs)), checks);
  const read = checks[0];
  if (read?.verdict !== "ok") {
    throw new CannotAuthorize(
      `Cliq did not show its message actions (${read?.said ?? "no answer"}), so nothing proves that the token works. ` +
        "Nothing was stored; try again later with a new grant code.",
      checks,
    );
  }
  return checks;
}

function explainLacking(
  lacking: readonly ScopeCheck[],
  reported: readonly string[],
  needed: readonly string[],
): string {
  const names = lacking.map(({ scope }) => scope).join(", ");
  const claims = new Set(reported.map((scope) => scope.toLowerCase()));
  const isClaimed = lacking.every(({ scope }) => claims.has(scope.toLowerCase()));
  const because = isClaimed
    ? "Zoho says that the token has it, and Cliq refuses it all the same: tokens without a user behind them do that, and " +
      "users who may not manage message actions."
    : `Generate a new grant code with all of ${needed.join(",")}\n${casingTrap(needed)}`;
  return `Cliq does not accept the token for ${names} (${lacking[0]?.said ?? "no reason"}). Nothing was stored. ${because}`;
}
