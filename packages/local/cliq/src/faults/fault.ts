import type { OperationName } from "../operation-name.ts";
import type { RefusalCode } from "../rest/refusal-table.ts";
import type { Counted } from "./pending.ts";

/** What a kind of failure is for the client. */
interface FaultKindFacts {
  /** Whether the operation takes effect, unless told otherwise. */
  readonly applied: boolean;
  /** One sentence for people. */
  readonly says: string;
  /** What of such a fault can be chosen, besides what all have. */
  readonly takes?: "delayMs";
}

/** The kinds of failure, by what the client sees. */
export const faultKinds = {
  refuse: { applied: false, says: "Cliq refuses with one of its documented codes." },
  status: { applied: false, says: "Cliq answers with another status and body." },
  lost: { applied: false, says: "The connection is reset before the call takes effect." },
  "applied-then-lost": { applied: true, says: "The call takes effect, and then the connection is reset." },
  hang: { applied: false, says: "Nothing is ever answered." },
  html: { applied: true, says: "Cliq answers 200 with a page of HTML." },
  empty: { applied: true, says: "Cliq answers 200 without a body." },
  truncated: { applied: true, says: "The answer's JSON is cut in half." },
  "missing-id": { applied: true, says: "The answer comes without its ids, or without its access token." },
  "wrong-type": { applied: true, says: "The answer's `data` is of another type." },
  "extra-fields": { applied: true, says: "The answer has fields and values that nobody documented." },
  redirect: { applied: false, says: "Cliq redirects (302) to another host." },
  throttle: { applied: false, says: "The threshold is exceeded, and the five-minute lock begins." },
  "slow-drip": { applied: true, says: "The answer comes, one byte a second." },
  endless: { applied: true, says: "The answer comes, followed by bytes without end." },
  slow: { applied: true, says: "The answer comes late, by the delay.", takes: "delayMs" },
  "repeat-token": { applied: true, says: "The `next_token` of a list never ends." },
} as const satisfies Record<string, FaultKindFacts>;

/** The name of a failure. */
export type FaultKind = keyof typeof faultKinds;

/** A failure to happen on some calls. */
export interface Fault extends Counted {
  /** The operation it happens on; `any` means every one. */
  on: OperationName | "any";
  kind: FaultKind;
  /** Only calls about the action or function of this name match. */
  actionName?: string;
  /** Whether the operation takes effect, where the kind's own answer is not wanted. */
  applied?: boolean;
  /** For `refuse`: another code than the operation's typical one. */
  code?: RefusalCode;
  /** For `status` and the kinds that replace the body. */
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  /** For `redirect`. */
  location?: string;
  /** For `slow`, in milliseconds. */
  delayMs?: number;
}
