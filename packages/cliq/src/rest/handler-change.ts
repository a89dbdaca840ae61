/** What a handler can be told: a webhook's permissions, of which the list replaces the old one, or a Deluge script. */
export type HandlerChange =
  | { readonly permissions: readonly string[] }
  | { /** Deluge source, at most 250 KB. */ readonly script: string };

/** The fields of a change as they are sent: one of the two, never both. */
export function toHandlerFields(change: HandlerChange): Record<string, unknown> {
  return "script" in change ? { script: change.script } : { permissions: change.permissions };
}
