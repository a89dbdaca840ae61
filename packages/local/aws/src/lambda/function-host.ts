import type { Iam } from "../iam/iam.ts";
import type { EmitLocalEvent } from "../local-event.ts";
import type { LogGroups } from "../logs/log-groups.ts";

/** What functions need of the account they run in. */
export interface FunctionHost {
  region: string;
  /** Origin of the services' front door. */
  endpoint: string;
  /** Whether functions may reach the network. */
  allowEgress: boolean;
  /** Where the folders of the actions are, as sentences for their authors name it. */
  actionsFolder: string;
  /** Whether a debugger may stop in functions: nothing then ends a process for its time or its memory. */
  inspect: boolean;
  /** Where the sources of bundles are named from. */
  sourceRoot: string;
  emit: EmitLocalEvent;
  iam: Iam;
  logGroups: LogGroups;
}
