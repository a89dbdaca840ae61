import { InvalidReply } from "../errors/invalid-reply.ts";
import { Reply } from "../reply/reply.ts";

/**
 * A message in place of the one whose button was clicked, or that a form belongs to: an opaque value that only {@link edit}
 * makes. Buttons and forms may answer with it; a message action may not, so `execute` does not take it.
 */
export class MessageEdit {
  readonly #reply: Reply;
  /** What two edits are compared by. */
  protected readonly reply: Reply;

  constructor(reply: Reply) {
    this.#reply = reply;
    this.reply = reply;
    Object.freeze(this);
  }

  /** The reply it is on the wire; undefined for any value that {@link edit} did not make. */
  static replyOf(value: unknown): Reply | undefined {
    return typeof value === "object" && value !== null && #reply in value ? value.#reply : undefined;
  }
}

/** Puts a message made by `text()` or `card()` in place of the one that was clicked. */
export function edit(message: Reply): MessageEdit {
  const json = Reply.jsonOf(message);
  if (json === undefined || json.startsWith('{"type":'))
    throw new InvalidReply("edit() takes a message made by text() or card(), no banner and no form.");
  return new MessageEdit(new Reply(`{"type":"message_edit",${json.slice(1)}`));
}
