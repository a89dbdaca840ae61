import { Reply } from "../reply/reply.ts";

/** What is wrong with a form that was sent, field by field: an opaque value that only `invalid` of a submission makes. */
export class FieldErrors {
  readonly #reply: Reply;
  /** What two of them are compared by. */
  protected readonly reply: Reply;

  constructor(reply: Reply) {
    this.#reply = reply;
    this.reply = reply;
    Object.freeze(this);
  }

  /** The reply it is on the wire; undefined for any other value. */
  static replyOf(value: unknown): Reply | undefined {
    return typeof value === "object" && value !== null && #reply in value ? value.#reply : undefined;
  }
}

/** The form stays open with a sentence above it and one at each field that is named. */
export function toFormError(text: string, fields: Readonly<Record<string, string | undefined>> = {}): Reply {
  const told = Object.entries(fields).filter(([, sentence]) => sentence !== undefined);
  return new Reply(JSON.stringify({ type: "form_error", text, inputs: Object.fromEntries(told) }));
}
