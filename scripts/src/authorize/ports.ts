import type { StageNeeds } from "../stage/stage-needs.ts";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import type { ZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import type { Credentials } from "./credentials.ts";
import type { DeskGrantStore } from "./desk-grant-store.ts";
import type { GrantStore } from "./grant-store.ts";
import type { Renewal } from "./renew-desk-token.ts";
import type { Prompter } from "../terminal/prompter.ts";

/** What the command works with for Zoho Desk's grant, which only stages have that use it. */
export interface DeskPorts {
  readonly store: DeskGrantStore;
  /** Whether an action of the stage opens its tickets in Zoho Desk. Never rejects. */
  readonly isUsed: () => Promise<boolean>;
  /** Has the token keeper renew the token and hand it out at once. Never rejects. */
  readonly renew: () => Promise<Renewal>;
}

/** What the command works with. */
export interface Ports {
  readonly store: GrantStore;
  readonly send: SendRequest;
  readonly originsOf: (dataCentre: DataCentre) => ZohoOrigins;
  /** Nobody to ask when there is no terminal. */
  readonly prompter: Prompter | undefined;
  /** The credentials handed over; only where one of these is not among them is stdin waited for. */
  readonly readGiven: (wanted: readonly (keyof Credentials)[]) => Promise<Credentials>;
  readonly desk: DeskPorts;
  /** What the stage's actions do in Cliq, for which they need scopes of their own. Never rejects. */
  readonly needs: () => Promise<StageNeeds>;
  /** Declared secrets of connections that the stage lacks, such as "post-status/api-key". Never rejects. */
  readonly missingSecrets: () => Promise<readonly string[]>;
  /** Shows progress to a person. */
  readonly say: (line: string) => void;
  /** Path of infra/stages.ts. */
  readonly stagesFile: string;
}
