import type { StageNeeds } from "../stage/stage-needs.ts";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import type { ZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import type { Credentials } from "./credentials.ts";
import type { GrantStore } from "./grant-store.ts";
import type { Prompter } from "../terminal/prompter.ts";

/** What the command works with. */
export interface Ports {
  readonly store: GrantStore;
  readonly send: SendRequest;
  readonly originsOf: (dataCentre: DataCentre) => ZohoOrigins;
  /** Nobody to ask when there is no terminal. */
  readonly prompter: Prompter | undefined;
  /** The credentials handed over; where a client is stored, only a grant code is waited for. */
  readonly readGiven: (hasStoredClient: boolean) => Promise<Credentials>;
  /** What the stage's actions do in Cliq, for which they need scopes of their own. Never rejects. */
  readonly needs: () => Promise<StageNeeds>;
  /** Declared secrets of connections that the stage lacks, such as "post-status/api-key". Never rejects. */
  readonly missingSecrets: () => Promise<readonly string[]>;
  /** Shows progress to a person. */
  readonly say: (line: string) => void;
  /** Path of infra/stages.ts. */
  readonly stagesFile: string;
}
