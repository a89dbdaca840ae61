import type { CustomResourceRequest } from "../custom-resource/custom-resource-request.ts";
import { givenIdOf } from "../custom-resource/physical-id.ts";
import { deadlineOf, deliveryOf } from "./deadline-of.ts";
import type { Outcome } from "./deliveries.ts";
import type { LedgerState } from "./ledger.ts";
import { Overruled } from "./overruled.ts";
import { sentAt } from "./sent-at.ts";

/** What is to be done about a delivery, and the ledger's state that says so. */
export type Enrolment =
  | { readonly standing: "current"; readonly deadline: number; readonly state: LedgerState }
  /** CloudFormation is to be told this; there is nothing else to do. */
  | { readonly standing: "answered"; readonly outcome: Outcome; readonly state: LedgerState }
  /** CloudFormation no longer waits. */
  | { readonly standing: "past" };

/**
 * Judges a delivery by what the ledger knows: the latest event rules, an earlier one is overruled whenever it arrives,
 * and what was answered once is answered the same again. Pure.
 */
export function enrolDelivery(request: CustomResourceRequest, row: LedgerState, now: number): Enrolment {
  const delivery = deliveryOf(request);
  const { deadline, state } = deadlineOf(request, row, now);
  if (now >= deadline) return { standing: "past" };
  const outcome = row.outcomes?.[delivery];
  if (outcome !== undefined) return { standing: "answered", outcome, state: row };
  if (row.latest?.delivery === delivery) return { standing: "current", deadline, state };
  if (row.deadlines[delivery] !== undefined || precedes(request, row)) {
    const overruled: Outcome = { status: "FAILED", text: new Overruled().message };
    return { standing: "answered", outcome: overruled, state: withOutcome(withoutWait(state), delivery, overruled) };
  }
  const at = sentAt(request.responseUrl);
  const latest = {
    delivery,
    type: request.type,
    ...(at === undefined ? {} : { sentAt: at }),
    ...(awaitsCreate(request, row) ? { awaitsCreate: true } : {}),
  };
  return { standing: "current", deadline, state: { ...state, latest } };
}

/** Answers of the last few deliveries are kept, for what is delivered twice. */
const outcomesKept = 8;

/** The state with the outcome that CloudFormation gets for a delivery; the first one recorded stays. */
export function withOutcome(state: LedgerState, delivery: string, outcome: Outcome): LedgerState {
  const known = Object.entries(state.outcomes ?? {});
  if (known.some(([name]) => name === delivery)) return state;
  return {
    ...state,
    outcomes: Object.fromEntries([...known, [delivery, outcome]].slice(-outcomesKept)) as Record<string, Outcome>,
  };
}

/** Whether an event that arrives for the first time was sent before the latest one. */
function precedes(request: CustomResourceRequest, { latest }: LedgerState): boolean {
  if (latest === undefined) return false;
  const at = sentAt(request.responseUrl);
  if (at !== undefined && latest.sentAt !== undefined && at !== latest.sentAt) return at < latest.sentAt;
  // The times do not tell. Then the first Create after a Delete that undid an unseen Create is that one.
  return request.type === "Create" && latest.awaitsCreate === true;
}

/** A Delete with an id we never gave undoes a Create that CloudFormation has no answer to, and here none was seen. */
function awaitsCreate(request: CustomResourceRequest, { latest }: LedgerState): boolean {
  const isUnseen = latest === undefined || latest.type === "Delete";
  return request.type === "Delete" && request.physicalResourceId !== givenIdOf(request) && isUnseen;
}

function withoutWait({ latest, ...state }: LedgerState): LedgerState {
  if (latest === undefined) return state;
  const { awaitsCreate: _arrived, ...rest } = latest;
  return { ...state, latest: rest };
}
