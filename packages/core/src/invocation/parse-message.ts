import type { MessageType } from "../declaration/vocabulary.ts";
import { MalformedInvocation } from "../errors/malformed-invocation.ts";
import { UserError } from "../errors/user-error.ts";
import { optionalFields, optionalId, optionalNumber, optionalText, optionalTime } from "./fields.ts";
import type { MessageFile, MessageOf } from "./message.ts";
import { parsePerson } from "./parse-person.ts";

/**
 * A message from the wire in one of the action's types.
 * INFERRED: the wire's `type` is "text", "file" or "attachment"; what a link message says is UNKNOWN ("link", or
 * "text" with an address in it), so both are taken as a link where the action asks for links, else as text.
 */
export function parseMessage(value: unknown, path: string, accepted: readonly MessageType[]): MessageOf<MessageType> {
  const fields = optionalFields(value, path);
  if (fields === undefined) throw new MalformedInvocation(path, "a message");
  const content = optionalFields(fields.content, `${path}.content`);
  const wireType = optionalText(fields.type, `${path}.type`) ?? "text";
  const text = optionalText(fields.text, `${path}.text`) ?? optionalText(content?.text, `${path}.content.text`) ?? "";
  const type = chooseType(wireType, text, accepted);
  const id = optionalId(fields.id, `${path}.id`);
  const time = optionalTime(fields.time, `${path}.time`);
  const sender = parsePerson(fields.sender, `${path}.sender`) ?? { id: "", name: "Someone" };
  const key = id ?? JSON.stringify([sender.id, time ?? null, text]);
  const base = { key, sender, ...(id === undefined ? {} : { id }), ...(time === undefined ? {} : { time }) };
  if (type !== "attachment") return { ...base, type, text };
  const comment =
    optionalText(fields.comment, `${path}.comment`) ?? optionalText(content?.comment, `${path}.content.comment`);
  return {
    ...base,
    key: id ?? JSON.stringify([sender.id, time ?? null, text, comment ?? ""]),
    type,
    file: parseFile(content?.file, `${path}.content.file`),
    ...(comment === undefined ? {} : { comment }),
  };
}

function chooseType(wireType: string, text: string, accepted: readonly MessageType[]): MessageType {
  const type = wireType === "file" || wireType === "attachment" ? "attachment" : wordsType(wireType, text, accepted);
  if (type !== undefined && accepted.includes(type)) return type;
  throw new UserError(`This action works on ${accepted.join(", ")} messages only.`);
}

function wordsType(wireType: string, text: string, accepted: readonly MessageType[]): MessageType | undefined {
  if (wireType !== "text" && wireType !== "link") return undefined;
  const hasLink = wireType === "link" || /https?:\/\//i.test(text);
  if (hasLink && accepted.includes("link")) return "link";
  return "text";
}

function parseFile(value: unknown, path: string): MessageFile {
  const fields = optionalFields(value, path);
  const id = optionalId(fields?.id, `${path}.id`);
  const contentType = optionalText(fields?.type, `${path}.type`);
  const dimensions = optionalFields(fields?.dimensions, `${path}.dimensions`);
  const bytes = optionalNumber(dimensions?.size, `${path}.dimensions.size`);
  return {
    name: optionalText(fields?.name, `${path}.name`) ?? "file",
    ...(id === undefined ? {} : { id }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(bytes === undefined ? {} : { bytes }),
  };
}
