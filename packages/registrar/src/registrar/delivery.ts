import { isDeepStrictEqual } from "node:util";
import type { CustomResourceRequest } from "../custom-resource/custom-resource-request.ts";
import { givenIdOf } from "../custom-resource/answer-cloudformation.ts";
import { digestOf } from "./desired-set.ts";
import { type LedgerState, type Outcome, Superseded } from "./ledger.ts";
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

/**
 * When CloudFormation sent an event, in milliseconds by its own clock, as far as the response URL tells: pre-signed URLs
 * say when they were signed, or when they expire. INFERRED, here and nowhere else, that the URL is signed as the event is
 * sent; it only ever serves to tell which of two events is the earlier one.
 */
export function sentAt(responseUrl: string): number | undefined {
  const query = URL.parse(responseUrl)?.searchParams;
  const signed = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query?.get("X-Amz-Date") ?? "");
  if (signed !== null) return Date.parse(`${signed.slice(1, 4).join("-")}T${signed.slice(4, 7).join(":")}Z`);
  const expires = query?.get("Expires") ?? "";
  return /^\d{9,10}$/.test(expires) ? Number(expires) * 1_000 : undefined;
}

/** What is to be done about a delivery, and the ledger's state that says so. */
export type Judgement =
  | { readonly standing: "current"; readonly deadline: number; readonly state: LedgerState }
  /** CloudFormation is to be told this; there is nothing else to do. */
  | { readonly standing: "answered"; readonly outcome: Outcome; readonly state: LedgerState }
  /** CloudFormation no longer waits. */
  | { readonly standing: "past" };

/**
 * Judges a delivery by what the ledger knows: the latest event rules, an earlier one is superseded whenever it arrives,
 * and what was answered once is answered the same again. Pure.
 */
export function deduplicate(request: CustomResourceRequest, row: LedgerState, now: number): Judgement {
  const delivery = deliveryOf(request);
  const { deadline, state } = deadlineOf(request, row, now);
  if (now >= deadline) return { standing: "past" };
  const outcome = row.outcomes?.[delivery];
  if (outcome !== undefined) return { standing: "answered", outcome, state: row };
  if (row.latest?.delivery === delivery) return { standing: "current", deadline, state };
  if (row.deadlines[delivery] !== undefined || precedes(request, row)) {
    const superseded: Outcome = { status: "FAILED", text: new Superseded().message };
    return { standing: "answered", outcome: superseded, state: withOutcome(withoutWait(state), delivery, superseded) };
  }
  const at = sentAt(request.responseUrl);
  const latest = {
    delivery,
    type: request.type,
    ...(at === undefined ? {} : { sentAt: at }),
    ...(awaitsCreate(request, row) ? { awaitsCreate: true } : {}),
  };
  const lost = isLost(request, row) ? { lost: true } : {};
  return { standing: "current", deadline, state: { ...state, ...lost, latest } };
}

/** CloudFormation changes or deletes what was registered once, and the ledger has never heard of it. */
function isLost(request: CustomResourceRequest, row: LedgerState): boolean {
  const isUnknown = row.latest === undefined && row.generation === undefined && Object.keys(row.actions).length === 0;
  return (
    isUnknown &&
    (request.type === "Update" || (request.type === "Delete" && request.physicalResourceId === givenIdOf(request)))
  );
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

/** The ledger's state with the properties that Cliq agrees with now; undefined when it has just these already. */
export function withRegistered(
  state: LedgerState,
  { properties }: CustomResourceRequest,
  now: number,
): LedgerState | undefined {
  const set = setOf(properties);
  const { lost, ...known } = state;
  if (lost === undefined && isDeepStrictEqual(state.registered?.properties, set)) return undefined;
  return { ...known, registered: { properties: set, at: now } };
}

/** A digest of what properties ask for, in whatever order they come. */
export function digestOfSet(properties: Readonly<Record<string, unknown>>): string {
  const named = Object.entries(setOf(properties));
  return digestOf(JSON.stringify(named.toSorted(([one], [other]) => (one < other ? -1 : 1))));
}

function setOf(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { ServiceToken: _function, ServiceTimeout: _wait, ...set } = properties;
  return set;
}
