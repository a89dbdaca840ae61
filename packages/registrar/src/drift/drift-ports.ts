import type { Clock } from "@cliq-actions/cliq/clock";
import type { Ledger } from "../registrar/ledger.ts";
import type { ReadAsset } from "../registrar/read-asset.ts";
import type { RegistrarPorts } from "../registrar/serve-registrations.ts";

/** What a drift check is served with. */
export interface DriftPorts {
  readonly openCliq: RegistrarPorts["openCliq"];
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly stage: string;
  readSigningKey(): Promise<Uint8Array>;
  readonly readAsset: ReadAsset;
  readonly warn: RegistrarPorts["warn"];
  /** No write to Cliq begins after this, in milliseconds since the epoch. */
  readonly deadline: number;
}
