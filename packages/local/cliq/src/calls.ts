import type { FaultKind } from "./faults/fault.ts";
import type { OperationName } from "./operation-name.ts";
import type { BrokenConnection } from "./plain-http.ts";

/** One call Cliq received; never a body, and no query where secrets travel in it. */
export interface CallRecord {
  /** Milliseconds since 1970. */
  at: number;
  method: string;
  path: string;
  /** Absent when nothing is served at that method and path. */
  operation?: OperationName;
  /** Whose budget the call spends; absent when it was not authenticated. */
  userId?: string;
  status: number;
  /** Cliq's code, where it refused. */
  refusal?: string;
  /** Set when the threshold refused it: the call that exceeded it, or one during the lock. */
  throttled?: "exhausted" | "locked";
  /** The injected fault that it met. */
  fault?: FaultKind;
  connection?: BrokenConnection;
}
