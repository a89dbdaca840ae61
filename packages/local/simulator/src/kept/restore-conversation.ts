import type { PageAction, InvocationReport } from "../page-api.ts";
import { type Conversation, startConversation } from "../simulation/conversation.ts";
import type { KeptState } from "./kept-state.ts";

/** The demo channel with what was said in it, under the ids that it had; as new when nothing was kept. */
export function restoreConversation(kept: KeptState | undefined, now: number): Conversation {
  const fresh = startConversation(now);
  const messages = (kept?.messages ?? []).flatMap(({ senderId, replyTo, ...message }) => {
    const sender = fresh.chat.members.find(({ id }) => id === senderId);
    if (sender === undefined) return [];
    return [{ message: { ...message, sender }, ...(replyTo === undefined ? {} : { replyTo }) }];
  });
  return messages.length === 0 ? fresh : { ...fresh, messages };
}

/** The clicks of earlier starts; an action has another id in every Cliq, and is told by its slug. */
export function restoreHistory(kept: KeptState | undefined, actions: readonly PageAction[]): InvocationReport[] {
  return ((kept?.history ?? []) as unknown as InvocationReport[]).map((report) => {
    // A Deluge action has no slug, and no clicks.
    const id = actions.find(({ slug }) => slug !== "" && slug === report.action.slug)?.id;
    return id === undefined ? report : { ...report, action: { ...report.action, id } };
  });
}
