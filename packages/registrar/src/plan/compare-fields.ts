import { redact } from "@cliq-actions/cliq/redact";
import { type Differences, differencesOf, type ObservedItem } from "../registrar/observed-item.ts";
import type { DesiredAction, DesiredFunction, DesiredItem } from "../registrar/desired-set.ts";

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
    if (held === undefined) return { field, verdict: "unverifiable", wanted: toShowable(field, value) };
    return {
      field,
      verdict: Object.hasOwn(differences, field) ? "drifted" : "same",
      wanted: toShowable(field, value),
      held: toShowable(field, held),
    };
  });
}

/** A field's value without the credential that an execution URL holds: of a URL that is not of our form, its origin. */
export function toShowable(field: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const redacted = redact(value);
  if (field !== "execution_url" || redacted !== value) return redacted;
  return URL.canParse(value) ? `${new URL(value).origin}/…` : "…";
}

/** The values of an item by field: Cliq's own words, and beside them what hangs on its handlers. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Everything that is looked after of one item, by field: what Cliq shows of it, the permissions of each handler, and of
 * scripts and icons their SHA-256.
 */
export function toManagedFields(desired: DesiredItem): Fields {
  if (isFunction(desired)) {
    const permissions = desired.handlers.map(
      (handler) => [`permissions of ${handler.type}`, handler.permissions] as const,
    );
    return {
      ...desired.fields,
      handlers: desired.handlers.map(({ type }) => type),
      ...Object.fromEntries(permissions),
    };
  }
  if (!isAction(desired)) return { ...desired.fields };
  const { script, image, permissions } = desired;
  return {
    ...desired.fields,
    ...(script === undefined ? { permissions } : { script: script.sha256 }),
    ...(image === undefined ? {} : { image: image.sha256 }),
  };
}

/** The same of an item in Cliq, as far as a list shows it; `read` is what else was read of it. */
export function toShownFields({ shown }: ObservedItem, read: Fields = {}): Fields {
  const handlers = Array.isArray(shown.handlers)
    ? (shown.handlers as { type: string }[]).map(({ type }) => type)
    : undefined;
  return { ...shown, handlers, ...read };
}

function isAction(desired: DesiredItem): desired is DesiredAction {
  return "permissions" in desired;
}

function isFunction(desired: DesiredItem): desired is DesiredFunction {
  return "functionType" in desired;
}
