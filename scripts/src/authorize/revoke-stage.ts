import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import { type Revocation, revokeToken } from "@cliq-actions/cliq/oauth/revoke-token";
import type { Ports } from "./ports.ts";
import { parseDataCentre, type Target } from "./target.ts";

/** What was done; holds no secret. */
export interface Revoked {
  readonly ok: true;
  readonly stage: string;
  readonly dataCentre: DataCentre;
  /** Absent when none was stored. */
  readonly oldToken?: Revocation;
  /** Full names of the parameters that are gone. */
  readonly deleted: readonly string[];
  readonly next: readonly string[];
}

/**
 * Revokes the stage's refresh token at Zoho, which ends its access tokens too, and then deletes the parameters. When
 * Zoho cannot be told it throws and deletes nothing: a living token must stay known. Nothing stored is no failure.
 */
export async function revokeStage(
  target: Target,
  order: { readonly dataCentre: string | undefined },
  ports: Pick<Ports, "store" | "send" | "originsOf" | "say">,
): Promise<Revoked> {
  const dataCentre = parseDataCentre(order.dataCentre ?? target.configuredDataCentre);
  const { refreshToken } = await ports.store.read();
  const { accounts } = ports.originsOf(dataCentre);
  if (refreshToken !== undefined) ports.say("Revoking the refresh token at Zoho …");
  const oldToken = refreshToken === undefined ? undefined : await revokeToken(ports.send, accounts, refreshToken);
  const deleted = await ports.store.remove();
  return {
    ok: true,
    stage: target.stage,
    dataCentre,
    ...(oldToken === undefined ? {} : { oldToken }),
    deleted,
    next: deleted.length === 0 ? [] : [consequences(target.stage)],
  };
}

function consequences(stage: string): string {
  return (
    `Deployments of stage ${stage} cannot reach Cliq until there is access again: pnpm cliq authorize --stage ${stage}. ` +
    "What Cliq holds was not changed: webhooks need no access."
  );
}
