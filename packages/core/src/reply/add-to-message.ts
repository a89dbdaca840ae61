import { InvalidReply } from "../errors/invalid-reply.ts";
import { Reply } from "./reply.ts";

/** What a slot in a reply's JSON (slots.ts) stands for here: any value. */
const slot = /\0[^\0]*\0/g;

/** A message with one more key beside its text; `json` is the key's value. Throws {@link InvalidReply} for anything but a message without it. */
export function addToMessage(reply: unknown, key: string, json: string): Reply {
  const message = Reply.jsonOf(reply);
  if (message === undefined || !message.startsWith('{"text":')) {
    throw new InvalidReply(`Only a message that text(), card() or their kin made has "${key}".`);
  }
  if (key in (JSON.parse(message.replaceAll(slot, "0")) as object)) {
    throw new InvalidReply(`The message has "${key}" already.`);
  }
  return new Reply(`${message.slice(0, -1)},"${key}":${json}}`);
}
