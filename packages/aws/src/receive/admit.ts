import type { Envelope } from "@cliq-actions/core";
import { ForbiddenOrganization, StaleInvocation } from "../refusals.ts";

/** How far an event's time may be from ours, in milliseconds: replays end, and clocks may differ. */
const freshness = 5 * 60_000;

/** Throws unless the event is of the configured organisation (exact string) and at most five minutes old or ahead. */
export function admit(envelope: Envelope, organizationId: string, now: number): void {
  if (envelope.organizationId !== organizationId) throw new ForbiddenOrganization("params.access.organization.id");
  if (Math.abs(now - envelope.at) > freshness) throw new StaleInvocation("timestamp");
}
