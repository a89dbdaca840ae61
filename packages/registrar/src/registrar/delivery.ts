import { tryAgain } from "@cliq-actions/cliq/remedies";
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "@cliq-actions/cliq/clock";
import type { CustomResourceRequest } from "../custom-resource/custom-resource-request.ts";
import { givenIdOf } from "../custom-resource/answer-cloudformation.ts";
import { digestOf } from "../digest.ts";
import { Lease, takeLease, withOutcome } from "./lease.ts";
import { type Ledger, type LedgerState, type Outcome, Superseded } from "./ledger.ts";
import { RegistrationFailed } from "./registration-failed.ts";

const dayMs = 86_400_000;
/** What CloudFormation waits at most, and where the resource does not say otherwise. */
const longestWaitMs = 3_600_000;
/** Left for the answer itself; less where the resource's ServiceTimeout is short. */
const answerMs = 60_000;

/** The name of a delivery in the ledger: CloudFormation reuses request ids on retried deployments, response URLs it does not. */
function deliveryOf(request: CustomResourceRequest): string {
  return digestOf(JSON.stringify([request.requestId, request.responseUrl])).slice(0, 32);
}

/**
 * When CloudFormation sent an event, in milliseconds by its own clock, as far as the response URL tells: pre-signed URLs
 * say when they were signed, or when they expire. INFERRED, here and nowhere else, that the URL is signed as the event is
 * sent: it tells which of two events is the earlier one, and may shorten a wait, but never end it.
 */
export function sentAt(responseUrl: string): number | undefined {
  const query = URL.parse(responseUrl)?.searchParams;
  const signed = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query?.get("X-Amz-Date") ?? "");
  if (signed !== null) return Date.parse(`${signed.slice(1, 4).join("-")}T${signed.slice(4, 7).join(":")}Z`);
  const expires = query?.get("Expires") ?? "";
  return /^\d{9,10}$/.test(expires) ? Number(expires) * 1_000 : undefined;
}

/**
 * The lease to serve the delivery under, or the outcome to answer without any work; "stale" where no answer is due,
 * "busy" where another run still has the lease and CloudFormation waits on.
 */
export type Admission =
  | { readonly lease: Lease; readonly deadline: number }
  | { readonly outcome: Outcome }
  | "stale"
  | "busy";

/** With less than this until the deadline, an event that waits for the lease is given up. */
const busyMs = 120_000;

/** Writes the delivery into the ledger, so that earlier ones stop, and waits for the lease. `arrivedAt` is when this attempt at it began. */
export async function admitDelivery(
  request: CustomResourceRequest,
  ledger: Ledger,
  clock: Clock,
  { arrivedAt, until }: { readonly arrivedAt: number; readonly until: number },
): Promise<Admission> {
  let deadline = until;
  let isAtWork = false;
  let isWaitedOut = false;
  const taken = await takeLease(ledger, clock, until, (row, now) => {
    const judged = deduplicate(request, row, now, arrivedAt);
    if ("owner" in judged) {
      deadline = judged.deadline;
      isAtWork = row.lease?.delivery === judged.owner;
    } else isWaitedOut = judged.instead === "stale" && now >= deadline && arrivedAt < deadline && !isAtWork;
    return judged;
  });
  if (taken instanceof Lease) return { lease: taken, deadline };
  // CloudFormation still waits for whoever came in time.
  if (taken !== undefined && !isWaitedOut) return taken.instead;
  // Another attempt at the same delivery is the one to answer.
  if (isAtWork) return "stale";
  if (!isWaitedOut && clock.now() < deadline - busyMs) return "busy";
  throw new RegistrationFailed(
    `Another deployment of the same registrations is still at work. Wait until it has ended, then ${tryAgain}.`,
  );
}

/** What is to be done about a delivery, and the ledger's state that says so. */
export type Judgement = { readonly state: LedgerState } & (
  | { readonly owner: string; readonly deadline: number }
  /** CloudFormation no longer waits, or is to be told this; there is nothing else to do. */
  | { readonly instead: "stale" | { readonly outcome: Outcome } }
);

/**
 * Judges a delivery by what the ledger knows: the latest event rules, an earlier one is superseded whenever it arrives,
 * and what was answered once is answered the same again. Pure.
 */
export function deduplicate(request: CustomResourceRequest, row: LedgerState, now: number, arrivedAt = now): Judgement {
  const owner = deliveryOf(request);
  const { deadline, state } = deadlineOf(request, owner, row, arrivedAt);
  if (now >= deadline) return { state: row, instead: "stale" };
  const outcome = row.outcomes?.[owner];
  if (outcome !== undefined) return { state: row, instead: { outcome } };
  if (row.latest?.delivery === owner) return { state, owner, deadline };
  if (row.deadlines[owner] !== undefined || precedes(request, row)) {
    const superseded: Outcome = { status: "FAILED", text: new Superseded().message };
    return { state: withOutcome(withoutWait(state), owner, superseded), instead: { outcome: superseded } };
  }
  const at = sentAt(request.responseUrl);
  const latest = {
    delivery: owner,
    type: request.type,
    ...(at === undefined ? {} : { sentAt: at }),
    ...(awaitsCreate(request, row) ? { awaitsCreate: true } : {}),
  };
  const lost = isLost(request, row) ? { lost: true } : {};
  return { state: { ...state, ...lost, latest }, owner, deadline };
}

/**
 * Until when CloudFormation waits for a delivery, written down once: Lambda delivers a killed attempt again, twice, and
 * possibly long after CloudFormation gave up. Where the first to write it down is such an attempt, because the table was
 * out of order till then, only the response URL knows when the event was sent; that it is younger than that is not
 * excluded, so it leaves a third of the wait.
 */
function deadlineOf(
  { properties, responseUrl }: CustomResourceRequest,
  delivery: string,
  state: LedgerState,
  arrivedAt: number,
): { deadline: number; state: LedgerState } {
  const known = state.deadlines[delivery];
  if (known !== undefined) return { deadline: known, state };
  const { ServiceTimeout: seconds } = properties;
  const waitMs =
    typeof seconds === "string" && /^[1-9]\d{0,3}$/.test(seconds) ? Number(seconds) * 1_000 : longestWaitMs;
  const sent = Math.max(sentAt(responseUrl) ?? arrivedAt, arrivedAt - (waitMs * 2) / 3);
  const deadline = Math.min(sent, arrivedAt) + waitMs - Math.min(answerMs, waitMs / 4);
  const recent = Object.entries(state.deadlines).filter(([, at]) => arrivedAt - at < dayMs);
  return { deadline, state: { ...state, deadlines: { ...Object.fromEntries(recent), [delivery]: deadline } } };
}

/** CloudFormation changes or deletes what was registered once, and the ledger has never heard of it. */
function isLost(request: CustomResourceRequest, row: LedgerState): boolean {
  const isUnknown = row.latest === undefined && row.generation === undefined && Object.keys(row.actions).length === 0;
  return (
    isUnknown &&
    (request.type === "Update" || (request.type === "Delete" && request.physicalResourceId === givenIdOf(request)))
  );
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
  const { lost, deleted, ...known } = state;
  // What was registered before this is what it was, whatever a failed update has deleted meanwhile.
  if (lost === undefined && isDeepStrictEqual(state.registered?.properties, set))
    return deleted === undefined ? undefined : known;
  const before = state.registered && digestOfSet(state.registered.properties);
  const isReturn = state.registered?.previous === digestOfSet(properties);
  const previous = before === undefined || isReturn ? {} : { previous: before };
  return { ...known, registered: { properties: set, at: now, ...previous } };
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
