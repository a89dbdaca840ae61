import type { CustomResourceRequest } from "../custom-resource/custom-resource-request.ts";
import { digestOf } from "./desired-item.ts";
import type { LedgerState } from "./ledger.ts";
import { waitOf } from "./parse-properties.ts";

const dayMs = 86_400_000;
/** Left for the answer itself; less where the resource's ServiceTimeout is short. */
const answerMs = 60_000;

/**
 * Until when CloudFormation waits for this delivery, written down when it first arrives: Lambda delivers a killed
 * attempt again, twice, and possibly long after CloudFormation gave up. A delivery is known by its request and its
 * response URL, because CloudFormation reuses request ids on retried deployments.
 */
export function deadlineOf(
  request: CustomResourceRequest,
  state: LedgerState,
  now: number,
): { deadline: number; state: LedgerState } {
  const delivery = deliveryOf(request);
  const known = state.deadlines[delivery];
  if (known !== undefined) return { deadline: known, state };
  const waitMs = waitOf(request.properties);
  const deadline = now + waitMs - Math.min(answerMs, waitMs / 4);
  const recent = Object.entries(state.deadlines).filter(([, at]) => now - at < dayMs);
  return { deadline, state: { ...state, deadlines: { ...Object.fromEntries(recent), [delivery]: deadline } } };
}

/** The name of a delivery in the ledger. */
export function deliveryOf(request: CustomResourceRequest): string {
  return digestOf(JSON.stringify([request.requestId, request.responseUrl])).slice(0, 32);
}
