import type { MessageType } from "../declaration/vocabulary.ts";
import { MalformedInvocation } from "../errors/malformed-invocation.ts";
import { UserError } from "../errors/user-error.ts";
import { type Fields, optionalFields, optionalList } from "./fields.ts";
import type { MessageOf } from "./message.ts";
import { parseMessage } from "./parse-message.ts";

/** Cliq lets a person select up to 25 messages, of which up to 10 files (help page of the message action handler). */
const selectionLimits = { messages: 25, files: 10 } as const;

/** The chosen messages: all of `params.messages.list` for a multi-selectable action, else the one of `params.message`. */
export function parseSelection(
  params: Fields,
  action: { readonly messageTypes: readonly MessageType[]; readonly multiSelectable?: boolean },
): readonly MessageOf<MessageType>[] {
  const several = optionalFields(params.messages, "params.messages");
  const list = optionalList(several?.list, "params.messages.list");
  checkCount(several?.count, list.length);
  const wire = chosen(params.message, list, action.multiSelectable ?? false);
  if (wire.length === 0)
    throw new UserError("Cliq sent no message with this action. Allow it to read the message and try again.");
  if (wire.length > selectionLimits.messages)
    throw new UserError(`Select at most ${selectionLimits.messages} messages.`);
  const messages = wire.map(({ value, path }) => parseMessage(value, path, action.messageTypes));
  if (messages.filter((message) => message.type === "attachment").length > selectionLimits.files) {
    throw new UserError(`Select at most ${selectionLimits.files} files.`);
  }
  return messages;
}

function chosen(
  single: unknown,
  list: readonly unknown[],
  multiSelectable: boolean,
): { value: unknown; path: string }[] {
  const all = list.map((value, index) => ({ value, path: `params.messages.list[${index}]` }));
  if (multiSelectable && all.length > 0) return all;
  const fields = optionalFields(single, "params.message");
  const hasSingle = fields !== undefined && Object.keys(fields).length > 0;
  return hasSingle ? [{ value: fields, path: "params.message" }] : all.slice(0, 1);
}

function checkCount(count: unknown, length: number): void {
  if (count === undefined || count === null || Number(count) === length) return;
  throw new MalformedInvocation("params.messages.count", "the length of params.messages.list");
}
