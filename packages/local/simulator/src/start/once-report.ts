import type { LocalStack } from "@cliq-actions/local-aws";

/** The document `start --once --json` prints. */
export interface OnceReport {
  readonly ok: boolean;
  readonly bootMs: number;
  readonly url: string;
  readonly apiUrl: string;
  readonly cliqUrl: string;
  readonly functions: LocalStack["functions"];
  readonly registrations: readonly {
    readonly slug: string;
    readonly id: string;
    readonly name: string;
    readonly permissions: readonly string[];
  }[];
  readonly invocations: readonly OnceInvocation[];
}

/** One sample run, as Cliq saw it. */
export interface OnceInvocation {
  readonly slug: string;
  /** What it ran on: `text`, `link`, `attachment` or `several`. */
  readonly message: string;
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** What the function's log line calls the outcome: `replied`, `user_error`, or what went wrong; empty when it wrote none. */
  readonly outcome: string;
  readonly output: unknown;
  /** The first invocation of the function's process, its initialisation included. */
  readonly coldMs: number;
  /** A second click on the same message. */
  readonly warmMs: number;
}
