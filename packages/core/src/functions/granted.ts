import type { FunctionPermission } from "../function-handlers.ts";
import { UserError } from "../errors/user-error.ts";
import { Block } from "../invocation/block.ts";
import type { Chat } from "../invocation/context.ts";
import { defined } from "../invocation/defined.ts";
import { parseChat } from "../invocation/parse-context.ts";
import { parsePerson, parseUser } from "../invocation/parse-person.ts";
import { askedForConsent } from "../invocation/parse-selection.ts";
import type { Person, User } from "../invocation/person.ts";
import type { FunctionCall } from "../invocation/function-call.ts";

/** The message that a button is under, as far as Cliq tells it. */
export interface ActedMessage {
  readonly id?: string;
  /** Empty where Cliq does not say. */
  readonly text: string;
  readonly sender?: Person;
  /** Milliseconds since the epoch. */
  readonly time?: number;
}

interface GrantedKeys {
  user: { /** Who did it. */ readonly user: User };
  chat: { readonly chat: Chat };
  message: {
    /** Undefined where Cliq sends none, as with a form's submission. */ readonly message: ActedMessage | undefined;
  };
}

type Intersection<U> = (U extends unknown ? (member: U) => void : never) extends (all: infer I) => void ? I : never;

/** The keys that a handler's permissions bring. */
export type Granted<P extends FunctionPermission> = [P] extends [never] ? unknown : Intersection<GrantedKeys[P]>;

/**
 * What every handler receives, with what its permissions bring; throws {@link UserError} where Cliq does not say who the
 * person is.
 */
export function parseGranted(call: FunctionCall, business: string, permissions: readonly FunctionPermission[]): object {
  const params = new Block(call.params, "params", call.onOddField);
  const granted = new Set(permissions);
  const keys: Record<string, unknown> = { ...call.base, keys: { delivery: call.deliveryKey, business } };
  if (granted.has("user")) keys.user = userOf(params);
  if (granted.has("chat")) keys.chat = parseChat(params.block("chat"), params.block("access")?.id("chat_id"));
  if (granted.has("message")) keys.message = messageOf(params.block("message"));
  return keys;
}

function userOf(params: Block): User {
  const user = parseUser(params.strictBlock("user"), params.strictBlock("access"));
  if (user === undefined) throw new UserError(`Cliq did not say who you are. ${askedForConsent}`);
  return user;
}

function messageOf(message: Block | undefined): ActedMessage | undefined {
  if (message === undefined || Object.keys(message.fields).length === 0) return undefined;
  const sender = message.block("sender");
  return {
    ...defined({ id: message.id("id"), time: message.whole("time"), sender: sender && parsePerson(sender) }),
    text: message.text("text") ?? message.block("content")?.text("text") ?? "",
  };
}
