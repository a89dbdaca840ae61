import type { Credentials } from "../iam/iam.ts";
import type { ReportedFailure } from "./parse-failure.ts";
import type { RuntimeInvocation } from "./runtime-api.ts";

/** How one invocation in a sandbox ended. */
export interface Outcome {
  ok: boolean;
  payload: string;
  errorType?: string;
  /** From handing over the event to the answer; the initialisation is not part of it. */
  durationMs: number;
}

/** One process of a function. It runs one invocation at a time and is frozen (SIGSTOP) between them, as Lambda freezes its environment. */
export interface Sandbox {
  /** Runs an invocation; never rejects. The first waits for the initialisation. */
  run(invocation: Omit<RuntimeInvocation, "deadlineMs">): Promise<Outcome>;
  /** Milliseconds its initialisation took, once it has. */
  readonly initMs: number | undefined;
  kill(): void;
  readonly logStreamName: string;
}

/** A connection that the egress guard of a process refused. */
export interface RefusedEgress {
  host: string;
  port?: number;
  reason: string;
}

/** What a sandbox needs of the account it runs in. */
export interface SandboxHost {
  region: string;
  endpoint: string;
  credentials: Credentials;
  logStreamName: string;
  /** Whether it may reach the network. */
  allowEgress: boolean;
  /** Where the folders of the actions are, as sentences name it. */
  actionsFolder: string;
  /** Whether a debugger may stop in it. */
  inspect: boolean;
  onLine: (line: string) => void;
  /** Gets where a debugger finds it. */
  onDebugger: (url: string) => void;
  onEgressRefused: (refused: RefusedEgress) => void;
  /** Gets what its code failed with, whatever becomes of the invocation. */
  onFailure: (reported: ReportedFailure) => void;
  /** It has initialised, and takes its first invocation. */
  onStarted(): void;
  /** It can take another invocation. */
  onIdle(): void;
  /** It has ended, whatever the cause; nothing is called afterwards. */
  onEnd(): void;
}
