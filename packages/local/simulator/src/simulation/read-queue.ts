import type { LocalAws } from "@cliq-actions/local-aws";
import type { QueueView } from "../page-api.ts";

const mostMessages = 50;
const mostBytes = 5_000_000;

/** The messages of a queue without what they say: looked at from behind, so that none of them counts as received. */
export function readQueue(
  stores: Pick<LocalAws["stores"], "readQueue">,
  url: string,
): Pick<QueueView, "messages" | "more"> {
  const { messages, isWhole } = stores.readQueue(url, mostBytes);
  const nowMs = Date.now();
  return {
    messages: messages.slice(0, mostMessages).map(({ messageId, sentAtMs, receiveCount, visibleAtMs }) => ({
      id: messageId,
      sent: sentAtMs,
      receives: receiveCount,
      state: visibleAtMs > nowMs ? "delayed" : visibleAtMs === 0 && receiveCount > 0 ? "in flight" : "waiting",
    })),
    more: !isWhole || messages.length > mostMessages,
  };
}
