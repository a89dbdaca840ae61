import type { Iam } from "../iam/iam.ts";
import type { EmitLocalEvent } from "../local-event.ts";
import type { LogGroups } from "../logs/log-groups.ts";
import type { Reaper } from "./reaper.ts";

/** What functions need of the account they run in. */
export interface FunctionHost {
  region: string;
  /** Origin of the services' front door. */
  endpoint: string;
  /** Whether functions may reach the network. */
  allowEgress: boolean;
  emit: EmitLocalEvent;
  iam: Iam;
  logGroups: LogGroups;
  reaper: Reaper;
}
