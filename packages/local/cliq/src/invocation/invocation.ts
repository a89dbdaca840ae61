import type { FakeChat, FakeMessage } from "../chat/fake-message.ts";
import type { FakePerson } from "../chat/fake-person.ts";

/** One person choosing one action on one or more messages. */
export interface ActionChoice {
  actionId: string;
  person: FakePerson;
  chat: FakeChat;
  /** The first is the one right-clicked. */
  messages: readonly FakeMessage[];
  /** Milliseconds since 1970; now when absent. */
  at?: number;
  /** Whether events carry message ids: Zoho's published sample has none, its SDK's types do. */
  messageIds?: "present" | "absent";
}

/** The request Cliq makes for a choice. */
export interface InvocationRequest {
  method: "POST";
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What an event says, as far as anything here looks at it again. */
export interface InvocationEvent {
  readonly timestamp: number;
  readonly params: {
    readonly environment: object;
    readonly access: { readonly organization: { readonly type: string; readonly id: string } } & Readonly<
      Record<string, unknown>
    >;
  };
}
