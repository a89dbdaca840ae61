import type { LocalAws } from "@cliq-actions/local-aws";
import type { QueueView } from "../page-api.ts";

const mostMessages = 50;
const mostBytes = 5_000_000;

type Reader = Pick<LocalAws["stores"], "readQueue" | "deadLettersOf">;

/** The messages of a queue and of its dead-letter queue, without what they say: looked at from behind, so that none of them counts as received. */
export function readQueue(stores: Reader, url: string): Pick<QueueView, "messages" | "more"> {
  const deadLetters = stores.deadLettersOf(url);
  const [living, dead] = [read(stores, url), deadLetters === undefined ? undefined : read(stores, deadLetters)];
  const givenUp = dead?.messages.map((message) => ({ ...message, state: "given up" as const })) ?? [];
  return { messages: [...givenUp, ...living.messages], more: living.more || dead?.more === true };
}

function read(stores: Reader, url: string): Pick<QueueView, "messages" | "more"> {
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
