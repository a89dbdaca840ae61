import type {
  CheckedReply,
  FaultWish,
  InvocationReport,
  PageFaults,
  PageMenu,
  PageMessage,
  PageState,
  StoreView,
  UseAnswer,
} from "../../page-api.ts";

/** The calls the page makes to its server; each rejects with a sentence. */
export const server = {
  state: (): Promise<PageState> => ask("/api/state"),
  stores: (): Promise<readonly StoreView[]> => ask("/api/stores"),
  object: async (bucket: string, key: string): Promise<string> => {
    const { text } = await ask<{ text: string }>(`/api/object?${new URLSearchParams({ bucket, key })}`);
    return text;
  },
  menu: (personId: string, messageIds: readonly string[]): Promise<PageMenu> =>
    ask("/api/menu", { personId, messageIds }),
  execute: (choice: {
    id: string;
    personId: string;
    actionId: string;
    messageIds: readonly string[];
  }): Promise<InvocationReport> => ask("/api/execute", choice),
  use: (
    wish: { id: string; personId: string; of: string; do: string } & Readonly<Record<string, unknown>>,
  ): Promise<UseAnswer> => ask("/api/use", wish),
  replay: (wish: { id: string; of: string; body?: string }): Promise<InvocationReport> => ask("/api/replay", wish),
  clear: (): Promise<object> => ask("/api/clear", {}),
  faults: (): Promise<PageFaults> => ask("/api/faults"),
  addFault: (wish: FaultWish): Promise<PageFaults> => ask("/api/faults", wish),
  takeFaultBack: (id: string): Promise<PageFaults> => ask("/api/faults/take-back", { id }),
  checkReply: (reply: string): Promise<CheckedReply> => ask("/api/check-reply", { reply }),
  say: (writing: {
    personId: string;
    chatId: string;
    text: string;
    fileName?: string;
    fileType?: string;
    fileSize?: number;
  }): Promise<PageMessage> => ask("/api/messages", writing),
  edit: (personId: string, messageId: string, text: string): Promise<PageMessage> =>
    ask("/api/messages/edit", { personId, messageId, text }),
  remove: (personId: string, messageId: string): Promise<object> =>
    ask("/api/messages/delete", { personId, messageId }),
};

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const options = body && {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, options).catch(() => {
    throw new Error("The simulator is not running any more. Start it again with pnpm start.");
  });
  const answer = (await response.json()) as Answer & { message?: string };
  if (!response.ok) throw new Error(answer.message ?? `The simulator answered ${response.status}.`);
  return answer;
}
