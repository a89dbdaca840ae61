import type { StageNeeds } from "../stage/stage-needs.ts";
import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import { apiConsoles } from "./api-consoles.ts";
import { scopesFor } from "./check-scopes.ts";
import { deskScopes } from "./desk-scopes.ts";
import { clientInstructions, deskGrantInstructions, grantInstructions, toOtherSpelling } from "./instructions.ts";

/** What `--instructions` is about. */
export interface Asked {
  readonly stage: string;
  readonly dataCentre: DataCentre;
  /** Whether the stage's actions declare functions, which need scopes of their own. */
  readonly needs: StageNeeds;
  /** Whether its actions open tickets in Zoho Desk, which is a grant of its own. */
  readonly hasDesk: boolean;
}

/** What a Zoho user does so that a stage gets its access to Cliq: a text to send to that person. */
export function describeInstructions({ stage, dataCentre, needs, hasDesk }: Asked): string {
  return `For the Zoho user to whom the message actions of stage ${stage} will belong (data centre ${dataCentre}).

1. The client
${clientInstructions(dataCentre)}

2. The code
${grantInstructions(dataCentre, scopesFor(needs))}
${hasDesk ? `3. The code for Zoho Desk\n${deskGrantInstructions(dataCentre, deskScopes)}\n4.` : "3."} Hand over

Give these ${hasDesk ? "four" : "three"} to whoever deploys, by a way that keeps secrets: Client ID, Client Secret, and the ${hasDesk ? "codes, as long as\nthey live" : "code, as long as\nit lives"}. They are typed into \`pnpm cliq authorize --stage ${stage}\`, which shows none of them.`;
}

/** The same for programs. */
export function toInstructionsDocument({ stage, dataCentre, needs, hasDesk }: Asked): object {
  const scopes = scopesFor(needs);
  return {
    ok: true,
    stage,
    dataCentre,
    console: apiConsoles[dataCentre],
    scopes,
    otherSpelling: toOtherSpelling(scopes),
    ...(hasDesk ? { deskScopes } : {}),
    next: [`pnpm cliq authorize --stage ${stage}`],
  };
}
