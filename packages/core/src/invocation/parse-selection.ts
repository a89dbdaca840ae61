import { MalformedInvocation } from "../errors/malformed-invocation.ts";
import { UserError } from "../errors/user-error.ts";
import { cutText } from "../text/cut-text.ts";
import { isBlank } from "../text/is-blank.ts";
import type { MessageType } from "../vocabulary.ts";
import type { Block } from "./block.ts";
import type { AnyMessage } from "./message.ts";
import { parseMessage, type UnsupportedMessage } from "./parse-message.ts";

/** Cliq lets a person select up to 25 messages, of which up to 10 files (help page of the message action handler). */
const selectionLimits = { messages: 25, files: 10 } as const;

/** What a person can do where something is missing: Cliq asks for consent once, and what was never granted it cannot ask for. */
export const askedForConsent = "Allow it if Cliq asks you; if Cliq does not ask, tell whoever looks after this action.";

/** The part of a declaration that decides what a selection may hold. */
export interface SelectionShape {
  readonly messageTypes: readonly MessageType[];
  readonly multiSelectable?: boolean;
}

/** The chosen messages: all of `params.messages.list` for a multi-selectable action, else the one of `params.message`. */
export function parseSelection(
  params: Block,
  { messageTypes, multiSelectable = false }: SelectionShape,
): readonly AnyMessage[] {
  const wire = multiSelectable ? several(params) : single(params);
  if (wire.length === 0) throw new UserError(`Cliq sent no message with this action. ${askedForConsent}`);
  if (wire.length > selectionLimits.messages)
    throw new UserError(`Select at most ${selectionLimits.messages} messages.`);
  const messages = wire.map((block, index) => {
    const message = parseMessage(block, messageTypes);
    if (message.type === "unsupported") throw toUserError(message, messageTypes, index, wire.length);
    return message;
  });
  if (messages.every((message) => message.type !== "attachment" && isBlank(message.text))) {
    throw new UserError(`${messages.length === 1 ? "This message has" : "These messages have"} no words to work on.`);
  }
  if (messages.filter((message) => message.type === "attachment").length > selectionLimits.files) {
    throw new UserError(`Select at most ${selectionLimits.files} files.`);
  }
  return messages;
}

/** Strict: a message that is counted and cannot be read would be left out of what the action says it did. */
function several(params: Block): readonly Block[] {
  const selection = params.strictBlock("messages");
  const list = selection?.strictList("list") ?? [];
  const count = selection?.whole("count");
  if (count !== undefined && count !== list.length) {
    throw new MalformedInvocation("params.messages.count", "the length of params.messages.list");
  }
  return list.length > 0 ? list : clicked(params);
}

function single(params: Block): readonly Block[] {
  const only = clicked(params);
  return only.length > 0 ? only : (params.strictBlock("messages")?.list("list").slice(0, 1) ?? []);
}

function clicked(params: Block): readonly Block[] {
  const message = params.strictBlock("message");
  return message === undefined || Object.keys(message.fields).length === 0 ? [] : [message];
}

function toUserError(
  message: UnsupportedMessage,
  accepted: readonly MessageType[],
  index: number,
  count: number,
): UserError {
  const rule = `This action works on ${accepted.join(", ")} messages only.`;
  if (count === 1) return new UserError(rule);
  const which = `Message ${index + 1} of ${count}, from ${cutText(message.sender, 60)},`;
  return new UserError(
    `${which} is of the kind "${cutText(message.wireType, 30)}". ${rule} Deselect it and try again.`,
  );
}
