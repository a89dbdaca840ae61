import { redact } from "@cliq-actions/cliq/redact";
import { type Differences, differencesOf, sameSet } from "../registrar/observed-item.ts";
import type { Fields } from "./managed-fields.ts";

/** What a read of Cliq says about one managed field. Reads do not promise every field: then it is unverifiable. */
export interface FieldVerdict {
  readonly field: string;
  readonly verdict: "same" | "drifted" | "unverifiable";
  /** What it should be; of an execution URL all but the credential. */
  readonly wanted: unknown;
  /** What Cliq shows, in the same way; undefined when it shows nothing. */
  readonly held?: unknown;
}

/**
 * Compares what Cliq shows with what it should hold, field by field. `known` is what it showed instead when it had just
 * taken that: the same again is no drift.
 */
export function compareFields(shown: Fields, wanted: Fields, known: Differences = {}): readonly FieldVerdict[] {
  const differences = differencesOf(shown, wanted, known);
  return Object.entries(wanted).map(([field, value]) => {
    const held = shown[field];
    if (held === undefined) return { field, verdict: "unverifiable", wanted: toShowable(value) };
    return {
      field,
      verdict: Object.hasOwn(differences, field) ? "drifted" : "same",
      wanted: toShowable(value),
      held: toShowable(held),
    };
  });
}

/** Whether two values of a field say the same; lists count as sets. */
export function isSame(one: unknown, other: unknown): boolean {
  return Array.isArray(one) && Array.isArray(other) ? sameSet(one as string[], other as string[]) : one === other;
}

/** A value without the credential that an execution URL holds. */
export function toShowable(value: unknown): unknown {
  return typeof value === "string" ? redact(value) : value;
}
