import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import { type Revocation, revokeToken } from "@cliq-actions/cliq/oauth/revoke-token";
import type { Ports } from "./ports.ts";
import type { GrantName } from "./authorize-grants.ts";
import { parseDataCentre, type Target } from "./target.ts";

/** What was done; holds no secret. */
export interface Revoked {
  readonly ok: true;
  readonly stage: string;
  readonly dataCentre: DataCentre;
  /** The one grant that was to end; absent where all were. */
  readonly ended?: GrantName;
  /** Cliq's; absent when none was stored, and where only the other one was to end. */
  readonly oldToken?: Revocation;
  /** Zoho Desk's; absent when none was stored. */
  readonly oldDeskToken?: Revocation;
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
  order: { readonly dataCentre: string | undefined; readonly grant?: GrantName | undefined },
  ports: Pick<Ports, "store" | "send" | "originsOf" | "say" | "desk">,
): Promise<Revoked> {
  const dataCentre = parseDataCentre(order.dataCentre ?? target.configuredDataCentre);
  const { accounts } = ports.originsOf(dataCentre);
  const revoke = async (token: string | undefined, what: string): Promise<Revocation | undefined> => {
    if (token === undefined) return undefined;
    ports.say(`Revoking the refresh token${what} at Zoho …`);
    return revokeToken(ports.send, accounts, token);
  };
  // Whatever desk the stage has by now: what it had may be there still.
  const deskToken = order.grant === "cliq" ? undefined : await ports.desk.store.read();
  const refreshToken = order.grant === "desk" ? undefined : (await ports.store.read()).refreshToken;
  const oldDeskToken = await revoke(deskToken, " of Zoho Desk");
  const oldToken = await revoke(refreshToken, "");
  const deleted = [
    ...(order.grant === "desk" ? [] : await ports.store.remove()),
    ...(order.grant === "cliq" || (deskToken === undefined && !(await ports.desk.isUsed()))
      ? []
      : await ports.desk.store.remove()),
  ];
  return {
    ok: true,
    stage: target.stage,
    dataCentre,
    ...(order.grant === undefined ? {} : { ended: order.grant }),
    ...(oldToken === undefined ? {} : { oldToken }),
    ...(oldDeskToken === undefined ? {} : { oldDeskToken }),
    deleted,
    next: deleted.length === 0 ? [] : [(order.grant === "desk" ? deskConsequences : consequences)(target.stage)],
  };
}

function deskConsequences(stage: string): string {
  return `Actions of stage ${stage} cannot open tickets in Zoho Desk until there is a grant again: pnpm cliq authorize --stage ${stage} --grant desk.`;
}

function consequences(stage: string): string {
  return (
    `Deployments of stage ${stage} cannot reach Cliq until there is access again: pnpm cliq authorize --stage ${stage}. ` +
    "What Cliq holds was not changed: webhooks need no access."
  );
}
