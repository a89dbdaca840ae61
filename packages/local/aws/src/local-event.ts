import type { LocalFailure } from "./lambda/local-failure.ts";

/** What happens inside a running local AWS, for a page, a log or a test to observe; no payload and no secret is ever part of one, but for what a failure says to its author. */
export type LocalEvent =
  | {
      type: "invocation";
      functionName: string;
      logicalId: string;
      /** The Lambda request id. */
      requestId: string;
      /** The `apigw-requestid` response header of the HTTP request that caused it, when one did. */
      apiRequestId?: string;
      cold: boolean;
      initMs?: number;
      durationMs: number;
      /** Lambda's Errors metric counts those that are not. */
      ok: boolean;
      /** `Sandbox.Timedout` when it ran out of time, `Runtime.ExitError` when its process ended, else the function's own. */
      errorType?: string;
    }
  /** An invocation that did not run, because the function's reserved concurrency was used up: Lambda's Throttles metric. */
  | { type: "throttle"; functionName: string; logicalId: string; apiRequestId?: string }
  | { type: "log"; functionName: string; line: string }
  | {
      type: "stack";
      stackName: string;
      logicalId: string;
      resourceType: string;
      /** CloudFormation's own words: `CREATE_IN_PROGRESS`, `UPDATE_COMPLETE`, `ROLLBACK_COMPLETE`… */
      status: string;
      reason?: string;
    }
  | { type: "denied"; principal: string; action: string; resource: string }
  /** A function tried to leave the laptop: what it called, and where it would have gone. */
  | { type: "egress-refused"; functionName: string; logicalId: string; host: string; port?: number; reason: string }
  /** The code of a function failed; `outcome` is what its log calls that, absent where its process ended. */
  | {
      type: "failure";
      functionName: string;
      logicalId: string;
      /** The Lambda request id. */
      requestId?: string;
      outcome?: string;
      failure: LocalFailure;
    }
  /** A process of a function can be stopped by a debugger, at this address of a WebSocket. */
  | { type: "debugger"; functionName: string; logicalId: string; slug?: string; url: string }
  /** The answer of a connection's fake failed: its author's mistake, with the stack. */
  | { type: "fake-failed"; fake: string; reason: string };

/** Receives every event; it must not throw. */
export type EmitLocalEvent = (event: LocalEvent) => void;
