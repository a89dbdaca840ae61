import type { HandlerChange } from "@cliq-actions/cliq/rest/handler-change";
import type { Handler } from "@cliq-actions/cliq/rest/message-action";
import type { Result } from "@cliq-actions/cliq/rest/result";
import { sameSet } from "./observed-item.ts";
import { digestOf } from "./desired-set.ts";
import { RegistrationFailed, toRegistrationFailed } from "./registration-failed.ts";

/** A handler that can be changed and read. */
export interface HandlerInHand {
  /** Whose it is, for people. */
  readonly about: string;
  update(change: HandlerChange): Promise<Result<Handler>>;
  get(): Promise<Result<Handler>>;
}

/**
 * Sets a handler's permissions or script and reads them back: from the answer, else from the handler, else not at all,
 * because no read of a webhook's handler is documented. Throws {@link RegistrationFailed}.
 */
export async function setHandler(handler: HandlerInHand, change: HandlerChange): Promise<void> {
  const what = "script" in change ? "script" : "permissions";
  const changed = await handler.update(change);
  if (!changed.ok) throw toRegistrationFailed(`${handler.about}: its ${what} could not be set.`, changed.error);
  await checkHandler(handler, change, changed.value);
}

/** Checks what a handler holds, as far as Cliq shows it. Throws {@link RegistrationFailed}. */
export async function checkHandler(handler: HandlerInHand, change: HandlerChange, answered?: Handler): Promise<void> {
  const problem = answered === undefined ? "not shown" : differenceOf(answered, change);
  if (problem === undefined) return;
  if (problem !== "not shown") throw new RegistrationFailed(`${handler.about}: ${problem} Deploy again.`);
  const read = await handler.get();
  if (!read.ok) throw toRegistrationFailed(`${handler.about}: its handler could not be read.`, read.error);
  const shown = differenceOf(read.value, change);
  if (shown !== undefined && shown !== "not shown")
    throw new RegistrationFailed(`${handler.about}: ${shown} Deploy again.`);
}

function differenceOf(shown: Handler, change: HandlerChange): string | undefined {
  if ("script" in change) {
    if (shown.script === undefined) return "not shown";
    return digestOf(shown.script) === digestOf(change.script)
      ? undefined
      : "Cliq holds another script than it was given.";
  }
  if (shown.permissions === undefined) return "not shown";
  if (sameSet(shown.permissions, change.permissions)) return undefined;
  return `Cliq holds the permissions [${shown.permissions.join(", ")}] instead of [${change.permissions.join(", ")}].`;
}
