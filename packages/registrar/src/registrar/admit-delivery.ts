import type { Clock } from "@cliq-actions/cliq/clock";
import type { CustomResourceRequest } from "../custom-resource/custom-resource-request.ts";
import { deliveryOf } from "./deadline-of.ts";
import type { Outcome } from "./deliveries.ts";
import { enrolDelivery } from "./enrol-delivery.ts";
import { Lease } from "./lease.ts";
import type { Ledger, LedgerState } from "./ledger.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import { type Claim, takeLease } from "./take-lease.ts";

/** The lease to serve the delivery under, or the outcome to answer without any work; "stale" where no answer is due. */
export type Admission = { readonly lease: Lease; readonly deadline: number } | { readonly outcome: Outcome } | "stale";

/** Writes the delivery into the ledger, so that earlier ones stop, and waits for the lease. */
export async function admitDelivery(
  request: CustomResourceRequest,
  ledger: Ledger,
  clock: Clock,
  until: number,
): Promise<Admission> {
  const delivery = deliveryOf(request);
  let deadline = until;
  let isAtWork = false;
  const judge = (row: LedgerState, now: number): Claim<Admission> => {
    const enrolment = enrolDelivery(request, row, now);
    if (enrolment.standing === "past") return { state: row, wanted: { instead: "stale" } };
    if (enrolment.standing === "answered")
      return { state: enrolment.state, wanted: { instead: { outcome: enrolment.outcome } } };
    deadline = enrolment.deadline;
    isAtWork = row.lease?.delivery === delivery;
    return { state: enrolment.state, wanted: { owner: delivery } };
  };
  const taken = await takeLease(ledger, clock, until, judge);
  if (taken instanceof Lease) return { lease: taken, deadline };
  if (taken !== undefined) return taken.instead;
  // Another attempt at the same delivery is the one to answer.
  if (isAtWork) return "stale";
  throw new RegistrationFailed(
    "Another deployment of the same registrations is still at work. Wait until it has ended, then deploy again.",
  );
}
