import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import { authorizeDesk, type DeskAuthorized } from "./authorize-desk.ts";
import { type Authorized, type AuthorizeOrder, authorizeStage } from "./authorize-stage.ts";
import { CannotAuthorize } from "./cannot-authorize.ts";
import type { Credentials } from "./credentials.ts";
import { toMissing } from "./gather-credentials.ts";
import type { Ports } from "./ports.ts";
import { parseDataCentre, type Target } from "./target.ts";

/** One of the grants that a stage may have: Cliq's, which each has, and Zoho Desk's. */
export type GrantName = "cliq" | "desk";

/** What was done; holds no secret. */
export type GrantsAuthorized = Authorized | (Authorized & WithDesk) | DeskAlone;

interface WithDesk {
  readonly desk: DeskAuthorized;
}

interface DeskAlone extends WithDesk {
  readonly ok: true;
  readonly stage: string;
  readonly dataCentre: DataCentre;
  readonly next: readonly string[];
}

/**
 * Makes the grants that a stage needs: Cliq's, and then Zoho Desk's where its actions open tickets there. One that is
 * there already stays when only the other is missing. Each is stored by itself: where the second fails, the first is kept.
 */
export async function authorizeGrants(
  target: Target,
  order: AuthorizeOrder & { readonly grant: GrantName | undefined },
  ports: Ports,
): Promise<GrantsAuthorized> {
  const isDeskUsed = await ports.desk.isUsed();
  if (order.grant === "desk" && !isDeskUsed)
    throw new CannotAuthorize(
      `No action of stage ${target.stage} opens tickets in Zoho Desk, so there is nothing to grant: see desk in infra/stages.ts.`,
    );
  if (order.grant === "cliq" || !isDeskUsed) return authorizeStage(target, order, ports);
  const stored = await ports.store.read();
  const hasDesk = (await ports.desk.store.read()) !== undefined;
  const isComplete = stored.client !== undefined && stored.refreshToken !== undefined;
  if (order.grant === "desk" || (isComplete && !hasDesk && !order.rotate)) return deskAlone(target, order, ports);
  if (hasDesk && !order.rotate) return authorizeStage(target, order, ports);

  const wanted: readonly (keyof Credentials)[] = [
    ...(stored.client === undefined ? (["clientId", "clientSecret"] as const) : []),
    "grantCode",
    "deskGrantCode",
  ];
  const given = await ports.readGiven(wanted);
  const missing = wanted.filter((name) => given[name] === undefined);
  if (ports.prompter === undefined && missing.length > 0) throw toMissing(missing);
  const both: Ports = { ...ports, readGiven: async () => given };
  const cliq = await authorizeStage(target, order, both);
  const { dataCentre } = cliq;
  try {
    const desk = await authorizeDesk(target, { rotate: order.rotate, dataCentre }, both);
    return { ...cliq, desk, next: [...cliq.next, ...nextOf(target, desk, order.rotate)] };
  } catch (error) {
    ports.say(
      `Cliq's grant is stored. What follows is about Zoho Desk's alone: pnpm cliq authorize --stage ${target.stage} --grant desk.`,
    );
    throw error;
  }
}

async function deskAlone(target: Target, order: AuthorizeOrder, ports: Ports): Promise<DeskAlone> {
  const dataCentre = parseDataCentre(order.dataCentre ?? target.configuredDataCentre);
  const desk = await authorizeDesk(target, { rotate: order.rotate, dataCentre }, ports);
  return { ok: true, stage: target.stage, dataCentre, desk, next: nextOf(target, desk, true) };
}

function nextOf({ stage }: Target, { token }: DeskAuthorized, saysDeploy: boolean): readonly string[] {
  if (token === "renewed") return [];
  if (token === "not deployed") return saysDeploy ? [`pnpm cdk deploy -c stage=${stage}`] : [];
  return [`The token keeper could not be asked, and tries within 25 minutes: ${token.failed}`];
}
