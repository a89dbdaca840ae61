import type { OperationName } from "../operation-name.ts";
import type { RefusalCode } from "../rest/refusal-table.ts";

/** The kinds of failure, by what the client sees; `true` when the operation takes effect unless told otherwise. */
export const faultKinds = {
  /** Cliq's own refusal, with a documented code. */
  refuse: false,
  /** Any status with any body. */
  status: false,
  /** The connection is reset before the request takes effect. */
  lost: false,
  /** The request takes effect, then the connection is reset. */
  "applied-then-lost": true,
  /** Nothing is ever answered. */
  hang: false,
  /** 200 with a page of HTML. */
  html: true,
  /** 200 without a body. */
  empty: true,
  /** The answer's JSON, cut in half. */
  truncated: true,
  /** The answer without its ids, or without its access token. */
  "missing-id": true,
  /** The answer with `data` of another type. */
  "wrong-type": true,
  /** The answer with fields and values nobody documented. */
  "extra-fields": true,
  /** 302 to another host. */
  redirect: false,
  /** The threshold's refusal, and its five-minute lock. */
  throttle: false,
  /** The answer, one byte a second. */
  "slow-drip": true,
  /** The answer, followed by bytes without end. */
  endless: true,
  /** The answer, `delayMs` later. */
  slow: true,
  /** A list whose `next_token` never ends. */
  "repeat-token": true,
} as const satisfies Record<string, boolean>;

/** The name of a failure. */
export type FaultKind = keyof typeof faultKinds;

/** A failure to happen on some calls. */
export interface Fault {
  /** The operation it happens on; `any` means every one. */
  on: OperationName | "any";
  kind: FaultKind;
  /** The first matching call it happens on, counted from its injection; 1 when absent. */
  nth?: number;
  /** On how many matching calls it happens; 1 when absent. */
  times?: number;
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
