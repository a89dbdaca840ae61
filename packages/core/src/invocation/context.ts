import type { ChatMember } from "./person.ts";

/** The conversation the message is in. What is optional comes only where Cliq sends it. */
export interface Chat {
  /** Empty where the event does not say. */
  readonly id: string;
  readonly title?: string;
  /** Such as "channel", "dm", "chat", "thread"; Cliq may add others. */
  readonly type?: string;
  /** Id of the person who owns it. */
  readonly ownerId?: string;
  /** A channel's name in links and calls. */
  readonly uniqueName?: string;
  readonly members: readonly ChatMember[];
}

/** A file of the chosen messages, with its time-limited address. Not trusted: check the host before fetching. */
export interface Attachment {
  readonly name: string;
  readonly id?: string;
  readonly url?: string;
  readonly contentType?: string;
  readonly comment?: string;
}

/** Where the person is, if they allowed it. Degrees and metres. */
export interface Location {
  /** Such as "granted", "prompt", "denied", "failed"; Cliq may add others. */
  readonly status: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly accuracy?: number;
  readonly altitude?: number;
}
