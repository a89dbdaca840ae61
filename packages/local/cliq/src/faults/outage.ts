import type { PlainResponse } from "../plain-http.ts";
import { applyFault } from "./apply-fault.ts";
import type { Fault, FaultKind } from "./fault.ts";

/** A time in which a part of Zoho does not serve: what every call to it meets, before tokens and thresholds are looked at. */
export interface Outage extends Pick<Fault, "applied" | "status" | "body" | "headers"> {
  of: "rest" | "accounts" | "both";
  /** Milliseconds since 1970, on Cliq's clock. */
  from: number;
  /** The first millisecond of service after it. */
  until: number;
  /** What its calls meet; status 503 when absent. */
  kind?: Exclude<FaultKind, "refuse" | "throttle" | "redirect">;
}

/** The outage of a part of Zoho at a time, with its kind. */
export function outageNow(
  outages: readonly Outage[],
  part: "rest" | "accounts",
  now: number,
): (Outage & Required<Pick<Outage, "kind">>) | undefined {
  const current = outages.find(({ of, from, until }) => (of === part || of === "both") && from <= now && now < until);
  return current && { ...current, kind: current.kind ?? "status" };
}

/** What a call meets during an outage; `run` is what it would do otherwise. */
export function applyOutage(
  { kind = "status", status = kind === "status" ? 503 : undefined, ...outage }: Outage,
  run: () => PlainResponse,
): PlainResponse {
  const { applied, body, headers } = outage;
  return applyFault({ on: "any", kind, applied, status, body, headers }, { run, refuse: run, throttle: run });
}
