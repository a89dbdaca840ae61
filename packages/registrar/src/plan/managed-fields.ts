import type { DesiredAction, DesiredFunction, DesiredItem } from "../registrar/desired-set.ts";
import type { ObservedItem } from "../registrar/observed-item.ts";

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
