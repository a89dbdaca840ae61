import { fitPlain } from "../reply/fit-plain.ts";
import { Reply } from "../reply/reply.ts";
import { formLimits } from "./form-limits.ts";

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
  const told = Object.entries(fields).flatMap(([name, sentence]) =>
    sentence === undefined ? [] : [[name, toSentence(sentence, "Correct this.")]],
  );
  const said = {
    type: "form_error",
    text: toSentence(text, "Please correct the form."),
    inputs: Object.fromEntries(told),
  };
  return new Reply(JSON.stringify(said));
}

/** People's words may be in it: what is too long is cut, and nothing at all is a sentence of ours. */
function toSentence(sentence: string, otherwise: string): string {
  return fitPlain(sentence, "A sentence of invalid()", formLimits.sentenceChars, true) ?? otherwise;
}
