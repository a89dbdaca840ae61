import type { PageAction, InvocationReport } from "../page-api.ts";
import { type Conversation, startConversation } from "../simulation/conversation.ts";
import { deployBot } from "../simulation/people.ts";
import type { KeptState } from "./kept-state.ts";

/** The demonstration with what was said in it, under the ids that it had; as new when nothing was kept. */
export function restoreConversation(kept: KeptState | undefined, now: number): Conversation {
  const fresh = startConversation(now);
  const [channel] = fresh.chats;
  const senders = [...channel.chat.members, deployBot];
  const messages = (kept?.messages ?? []).flatMap(
    ({ senderId, chatId = channel.chat.id, replyTo, output, ...message }) => {
      const sender = senders.find(({ id }) => id === senderId);
      const isThere = fresh.chats.some(({ chat }) => chat.id === chatId);
      if (sender === undefined || !isThere) return [];
      return [
        {
          message: { ...message, sender },
          chatId,
          ...(replyTo === undefined ? {} : { replyTo }),
          ...(output === undefined ? {} : { output }),
        },
      ];
    },
  );
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
