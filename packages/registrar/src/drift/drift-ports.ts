import type { Clock } from "@cliq-actions/cliq/clock";
import type { Ledger } from "../registrar/ledger.ts";
import type { ReadAsset } from "../registrar/read-asset.ts";
import type { RegistrarPorts } from "../registrar/serve-registrations.ts";
import type { DeployedUrls } from "./ledger-lost.ts";

/** What a drift check is served with. */
export interface DriftPorts {
  readonly openCliq: RegistrarPorts["openCliq"];
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly stage: string;
  readSigningKey(): Promise<Uint8Array>;
  readonly readAsset: ReadAsset;
  readonly warn: RegistrarPorts["warn"];
  /** What the stack says of the stage's URLs: by them a lost row is made up for. */
  readonly deployed: DeployedUrls;
  /** No write to Cliq begins after this, in milliseconds since the epoch. */
  readonly deadline: number;
}
