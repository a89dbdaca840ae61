import {
  type FakeMessage,
  type FakePerson,
  menuFor,
  messageTypeOf,
  type RegisteredAction,
} from "@cliq-actions/fake-cliq";

/** Why the menu is empty for these messages: a sentence. */
export function explainEmptyMenu(
  actions: readonly RegisteredAction[],
  person: FakePerson,
  messages: readonly FakeMessage[],
): string {
  if (actions.length === 0) return "No message action is registered in this organisation.";
  const kinds = [...new Set(messages.map(messageTypeOf))].join(", ");
  const single = messages.filter((message) => menuFor(actions, person, [message]).length > 0);
  if (messages.length > 1 && single.length > 0) {
    return `No action works on these ${messages.length} messages together (${kinds}). Select fewer, or one at a time.`;
  }
  return `No action that ${person.firstName} may use works on messages of this type (${kinds}).`;
}
