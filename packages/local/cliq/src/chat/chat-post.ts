import type { FakePerson } from "./fake-person.ts";

/** A message that came through the REST API instead of a person's hands. */
export interface ChatPost {
  /** In the form of every message's: time and number. */
  readonly id: string;
  readonly chatId: string;
  /** Whose token it came with: in Cliq it is their message. */
  readonly sender: FakePerson;
  /** Id of the message that it answers. */
  readonly replyTo?: string;
  /** Text, card, slides and buttons, as they came. */
  readonly output: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly at: number;
}
