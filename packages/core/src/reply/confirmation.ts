import { InvalidReply } from "../errors/invalid-reply.ts";
import { fitPlain } from "./fit-plain.ts";
import { confirmationLimits as limits } from "./limits.ts";

/** What the dialog of a confirmation says. What is too long of it is cut: at 100 characters, and at 300 what it asks for. */
export interface ConfirmationContent {
  readonly title: string;
  /** What the person is asked to write; Cliq always shows a field. */
  readonly input: string;
  /** What stands on the button that goes on. */
  readonly buttonLabel: string;
  readonly description?: string;
  /** What stands on the button that does not; Cliq has words of its own for it. */
  readonly cancelButtonLabel?: string;
  /** The colour; defaults to Cliq's own, "positive". */
  readonly emotion?: "positive" | "neutral" | "negative";
  /** Whether something must be written. */
  readonly mandatory?: boolean;
}

const emotions = ["positive", "neutral", "negative"] as const;

/**
 * What a button asks before it acts: an opaque value that only {@link confirmation} makes. It adds itself, so that a button
 * without one does not bring this file along.
 */
export class Confirmation {
  readonly #json: string;
  /** What two of them are compared by. */
  protected readonly json: string;

  constructor(json: string) {
    this.#json = json;
    this.json = json;
    Object.freeze(this);
  }

  /** A button's action, which is JSON, with this in it. */
  addTo(actionJson: string): string {
    return `${actionJson.slice(0, -1)},"confirm":${this.#json}}`;
  }
}

/**
 * A [dialog](https://www.zoho.com/cliq/help/restapi/v3/buttons/) before a button acts, for its `confirm`. A function finds
 * what was written there; buttons of other kinds forget it.
 */
export function confirmation(content: ConfirmationContent): Confirmation {
  const { title, description, input, emotion, buttonLabel, cancelButtonLabel, mandatory } = content;
  if (emotion !== undefined && !emotions.includes(emotion)) {
    throw new InvalidReply(`A confirmation's emotion is one of ${emotions.join(", ")}.`);
  }
  if (mandatory !== undefined && typeof mandatory !== "boolean") {
    throw new InvalidReply("Whether a confirmation's input is mandatory is true or false.");
  }
  return new Confirmation(
    JSON.stringify({
      title: fitPlain(title, "A confirmation's title", limits.chars),
      description: fitPlain(description, "A confirmation's description", limits.chars, true),
      input: fitPlain(input, "A confirmation's input", limits.inputChars),
      emotion,
      button_label: fitPlain(buttonLabel, "A confirmation's button label", limits.chars),
      cancel_button_label: fitPlain(cancelButtonLabel, "A confirmation's cancel label", limits.chars, true),
      // Documented as a text.
      mandatory: mandatory === undefined ? undefined : String(mandatory),
    }),
  );
}
