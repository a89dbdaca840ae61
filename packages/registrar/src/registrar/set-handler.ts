import type { HandlerChange } from "@cliq-actions/cliq/rest/handler-change";
import type { Handler } from "@cliq-actions/cliq/rest/message-action";
import type { Result } from "@cliq-actions/cliq/rest/result";
import { digestOf } from "../digest.ts";
import { type Differences, isSame } from "./observed-item.ts";
import { toRegistrationFailed } from "./registration-failed.ts";

/** A handler that can be changed and read. */
export interface HandlerInHand {
  /** Whose it is, for people. */
  readonly about: string;
  /** What its permissions are called among the fields of the item. */
  readonly field: string;
  update(change: HandlerChange): Promise<Result<Handler>>;
  get(): Promise<Result<Handler>>;
}

/** Sets a handler's permissions or script, and tells where Cliq shows something else. Throws `RegistrationFailed`. */
export async function setHandler(handler: HandlerInHand, change: HandlerChange): Promise<Differences> {
  const what = "script" in change ? "script" : "permissions";
  const changed = await handler.update(change);
  if (!changed.ok) throw toRegistrationFailed(`${handler.about}: its ${what} could not be set.`, changed.error);
  return compareHandler(handler, change, changed.value);
}

/**
 * Where a handler shows something else than it was given: by the answer, else by reading it, else nowhere, because no
 * read of a webhook's handler is documented.
 */
export async function compareHandler(
  handler: HandlerInHand,
  change: HandlerChange,
  answered?: Handler,
): Promise<Differences> {
  const [name, sent] =
    "script" in change ? ["script" as const, change.script] : ["permissions" as const, change.permissions];
  let held = answered?.[name];
  if (held === undefined) {
    const read = await handler.get();
    held = read.ok ? read.value[name] : undefined;
  }
  if (held === undefined) return {};
  if (typeof held === "string") return held === sent ? {} : { script: digestOf(held) };
  return isSame(held, sent) ? {} : { [handler.field]: held };
}
