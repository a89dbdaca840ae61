import { CliqApiFailed } from "@cliq-actions/cliq/rest/cliq-api-failed";
import type { Clock } from "@cliq-actions/cliq/clock";
import type { AssetReference } from "@cliq-actions/core";
import type { CustomResourceRequest } from "../custom-resource/custom-resource-request.ts";
import { ToBeDeliveredAgain } from "../custom-resource/serve-custom-resource.ts";
import { spellForEvent, toAnswerableReason, toErrorName, toReason } from "../to-outcome.ts";
import { admitDelivery, digestOfSet, withRegistered } from "./delivery.ts";
import { type DesiredSet, readDesiredSet, type UrlKeys } from "./desired-set.ts";
import type { Fence, Lease } from "./lease.ts";
import { type Ledger, LedgerConflict, type LedgerState, type Outcome, Superseded } from "./ledger.ts";
import { bucketOf } from "./parse-properties.ts";
import type { ReadAsset } from "./read-asset.ts";
import { reconcile } from "./reconcile.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import { InvocationEnding, type OpenCliq, type Wait } from "./run.ts";
import { isOutage } from "../retry-policy.ts";
import { MadeByAnother } from "./settle-section.ts";

/** What everything that works on a stage's registrations stands on. */
export interface StagePorts extends UrlKeys {
  /** As a run opens Cliq; who changes something does so by way of a fence. */
  readonly openCliq: (wait: Wait, fence?: Fence) => OpenCliq;
  readonly clock: Clock;
  readonly readAsset: ReadAsset;
  /** Tells the log of something that did not fail. */
  readonly warn: (sentence: string) => void;
}

/** What an event of `Custom::CliqMessageActions` is served with. */
export interface RegistrarPorts extends StagePorts {
  readonly ledger: Ledger;
  /** Has another invocation serve the same event. */
  handOver(): Promise<void>;
  /** Tells an operator something although the event is served: with every answer to it the same. */
  readonly note?: (text: string) => void;
}

const nothing: DesiredSet = { actions: [], functions: [] };
/** Left for what is under way, such as a token keeper that does not answer, and for answering, before Lambda stops the function; a quarter of a short life. */
const closingMs = 120_000;

/**
 * Serves one event: the set that the properties ask for, or on Delete the empty one. Returns the attributes, or "stale"
 * for a delivery that CloudFormation no longer waits for, or that another attempt answers, and "handed over" when this
 * invocation's time was too short and another one goes on.
 */
export async function serveRegistrations(
  request: CustomResourceRequest,
  stopsAt: number,
  ports: RegistrarPorts,
): Promise<Record<string, string> | "stale" | "handed over"> {
  const { ledger, clock } = ports;
  const arrivedAt = clock.now();
  const until = stopsAt - Math.min(closingMs, (stopsAt - arrivedAt) / 4);
  for (;;) {
    const admission = await admitDelivery(request, ledger, clock, { arrivedAt, until });
    if (admission === "stale") return "stale";
    if (admission === "busy") return passOn(ports);
    const outcome =
      "outcome" in admission ? admission.outcome : await serveUnderLease(request, admission, until, ports);
    if (outcome === "handed over") return "handed over";
    // Another run has taken the lease meanwhile: the ledger tells what that means for this delivery.
    if (outcome === "overtaken") continue;
    if (outcome.status !== "SUCCESS") throw new RegistrationFailed(outcome.text);
    if (outcome.notes !== undefined) ports.note?.(outcome.notes);
    return { Count: outcome.text };
  }
}

async function serveUnderLease(
  request: CustomResourceRequest,
  { lease, deadline }: { readonly lease: Lease; readonly deadline: number },
  until: number,
  ports: RegistrarPorts,
): Promise<Outcome | "handed over" | "overtaken"> {
  const isDelete = request.type === "Delete";
  const notes: string[] = [];
  const succeed = (text: string): Outcome => {
    const told = spellForEvent(notes.join(" "), request);
    return { status: "SUCCESS", text, ...(told === "" ? {} : { notes: told }) };
  };
  try {
    const isNeeded = !isDelete || lease.row.lost === true;
    const declared = isNeeded ? await readDesiredSet(request.properties, ports) : nothing;
    const desired = isDelete ? nothing : declared;
    const run = {
      openCliq: ports.openCliq,
      readAsset: async (asset: AssetReference) => ports.readAsset(asset, bucketOf(request.properties)),
      lease,
      time: { until: Math.min(deadline, until), deadline },
      asked: isDelete ? "" : digestOfSet(request.properties),
      apiOrigin: request.properties.ApiOrigin,
      warn: (sentence: string) => {
        ports.warn(sentence);
        // What a lost row leaves in Cliq is told with the answer as well: nothing of the stack reminds of it any more.
        if (isDelete && lease.row.lost === true) notes.push(sentence);
      },
    };
    const leave = (sentence: string): void => {
      ports.warn(sentence);
      notes.push(sentence);
    };
    const reconciled = await reconcile(desired, lease.row, { ...run, leave }, declared);
    const next = isDelete ? { actions: {}, deadlines: {} } : withRegistered(reconciled, request, ports.clock.now());
    return await settle(lease, succeed(String(desired.actions.length)), next);
  } catch (caught) {
    const error = isDelete ? withWayOut(caught, request) : withWayOn(caught, request, lease.row);
    if (error instanceof LedgerConflict && !(error instanceof Superseded)) return "overtaken";
    const isPassing = isOutage(error) && ports.clock.now() < deadline;
    if (isPassing || error instanceof InvocationEnding) return handOver(lease, ports);
    const kept = isDelete ? whatStays(request, caught, lease.row) : undefined;
    if (kept !== undefined) {
      notes.push(kept);
      return settle(lease, succeed("0"));
    }
    const text = toAnswerableReason(error, request);
    const settled = await settle(lease, { status: "FAILED", text });
    // A bug keeps its stack for the log; of an outage nothing is left to be delivered again for.
    if (settled !== "overtaken" && settled.text === text && !isOutage(error)) throw error;
    return settled;
  }
}

/**
 * What a stage that says `onDeleteAuthFailure: "retain"` leaves in Cliq because nobody may call it any more; undefined
 * where that is not so. The ledger keeps its entries, for whoever cleans up.
 */
function whatStays({ properties }: CustomResourceRequest, error: unknown, row: LedgerState): string | undefined {
  if (properties.OnDeleteAuthFailure !== "retain" || !hasNoAccess(error)) return undefined;
  const entries = [...Object.entries(row.actions), ...Object.entries(row.functions ?? {})];
  const left = entries.map(([slug, { id }]) => `${slug} (id ${id ?? "unknown"})`).join(", ");
  return `Still in Cliq, as far as is known, because the access to it has ended and the stage says onDeleteAuthFailure "retain": ${left}. ${toReason(error)}`;
}

/** Whether what failed takes an access that is not there: nobody's, or not the one of whoever made what is to be deleted. */
function hasNoAccess(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof MadeByAnother) return true;
  if (!(cause instanceof CliqApiFailed)) return false;
  const { failure } = cause;
  if (failure.kind === "token-missing") return ["token_refused", "misconfigured"].includes(failure.code);
  return failure.kind === "unauthorized" || failure.kind === "scope-missing";
}

/** What waits for somebody's access says how the stack ends without it: by CloudFormation's own means. */
function withWayOut(error: unknown, { stackId, logicalResourceId }: CustomResourceRequest): unknown {
  const made = error instanceof MadeByAnother ? error : error instanceof Error ? error.cause : undefined;
  if (!(error instanceof Error) || !(made instanceof MadeByAnother)) return error;
  const command = `aws cloudformation delete-stack --stack-name ${stackNameIn(stackId)} --retain-resources ${logicalResourceId}`;
  return new RegistrationFailed(
    `${error.message} If nobody has that access any more, delete the stack and leave them: \`${command}\``,
    { cause: made },
  );
}

/** What may be a rollback says how that goes on, also without what it cannot do: nobody can change what it asks for. */
function withWayOn(
  error: unknown,
  { type, stackId, logicalResourceId, properties }: CustomResourceRequest,
  { registered, lost }: LedgerState,
): unknown {
  if (type !== "Update" || !(error instanceof RegistrationFailed)) return error;
  const known = registered && [registered.previous, digestOfSet(registered.properties)];
  // Of a row that was lost nobody knows what was registered.
  if (lost !== true && known?.includes(digestOfSet(properties)) !== true) return error;
  const command = `aws cloudformation continue-update-rollback --stack-name ${stackNameIn(stackId)}`;
  return new RegistrationFailed(
    `${error.message} If this is a rollback, it goes on by \`${command}\`, and with --resources-to-skip ${logicalResourceId} also without this.`,
    { cause: error.cause },
  );
}

function stackNameIn(stackId: string): string {
  return stackId.split("/")[1] ?? stackId;
}

/** The outcome is recorded before CloudFormation gets it, so that every attempt answers the same. */
async function settle(lease: Lease, outcome: Outcome, next?: LedgerState): Promise<Outcome | "overtaken"> {
  try {
    return (await lease.release(outcome, next)) ?? outcome;
  } catch (error) {
    if (error instanceof LedgerConflict) return "overtaken";
    // The table does not answer: the lease ends by itself, and what is true is still told.
    return outcome;
  }
}

async function handOver(lease: Lease, ports: RegistrarPorts): Promise<"handed over" | "overtaken"> {
  try {
    await lease.release();
  } catch (error) {
    if (error instanceof LedgerConflict) return "overtaken";
    // Without the table the lease ends by itself.
    if (!isOutage(error)) throw error;
  }
  return passOn(ports);
}

/** Where no other invocation can be had, Lambda delivers the event once more. */
async function passOn(ports: RegistrarPorts): Promise<"handed over"> {
  try {
    await ports.handOver();
  } catch (error) {
    throw new ToBeDeliveredAgain(
      `The event could not be given to another invocation (${error instanceof Error ? toErrorName(error) : "no error"}).`,
    );
  }
  return "handed over";
}
