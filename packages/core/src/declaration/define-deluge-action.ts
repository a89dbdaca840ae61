import { checkDeclaration } from "#check-declaration";
import type { DelugeDeclaration } from "./declaration.ts";

/** A Deluge action that passed its checks. */
export type DelugeAction = DelugeDeclaration & { readonly kind: "deluge-action" };

/**
 * Declares a message action that a Deluge script of its own serves, inside Zoho: no function, no URL, no permissions.
 * Throws {@link InvalidDeclaration} at import when Cliq's documented limits are not met.
 */
export function defineDelugeAction(declaration: DelugeDeclaration): DelugeAction {
  checkDeclaration(declaration);
  return Object.freeze({ ...declaration, kind: "deluge-action" as const });
}
