import { expect, test } from "vitest";
import { startConversation } from "../simulation/conversation.ts";
import { collectState, type StateSources } from "./collect-state.ts";
import { keptState } from "./kept-state.ts";
import { restoreConversation } from "./restore-conversation.ts";

const now = Date.UTC(2026, 10, 22);
const aws = { stores: { readParameters: () => [] } } as never as StateSources["aws"];

test("what was said in each chat, by people and bots, is there again; what was kept without a chat belongs to the channel", async () => {
  const before = startConversation(now);
  const said = { messages: before.messages, history: [] };
  const stack = () => ({ resources: [], fakes: {} });
  const collected = await collectState({ aws, stack, slugs: () => [], parameterPrefix: "/p", said: () => said });
  const kept = keptState.parse(JSON.parse(JSON.stringify(collected)));
  expect(restoreConversation(kept, now + 1)).toEqual(before);

  const [channel] = before.chats;
  const older = { ...kept, messages: kept.messages.map((message) => ({ ...message, chatId: undefined })) };
  const restored = restoreConversation(keptState.parse(JSON.parse(JSON.stringify(older))), now + 1);
  expect(restored.messages).toHaveLength(before.messages.length);
  expect(new Set(restored.messages.map(({ chatId }) => chatId))).toEqual(new Set([channel.chat.id]));
});

test("what came through the API is there again with its card and buttons", async () => {
  const before = startConversation(now);
  const [first] = before.messages;
  const output = { text: "Done", card: { title: "Ticket" }, buttons: [] };
  const said = { messages: [{ ...first!, output }], history: [] };
  const stack = () => ({ resources: [], fakes: {} });
  const collected = await collectState({ aws, stack, slugs: () => [], parameterPrefix: "/p", said: () => said });
  const kept = keptState.parse(JSON.parse(JSON.stringify(collected)));
  expect(restoreConversation(kept, now).messages).toEqual(said.messages);
});

test("what was said in a chat that is not there any more is left out", () => {
  const kept = keptState.parse({
    format: 1,
    messages: [{ id: "1", chatId: "CT_gone", senderId: "130720038", time: now, type: "text", text: "x" }],
    history: [],
    tables: [],
    buckets: [],
    secrets: [],
  });
  expect(restoreConversation(kept, now)).toEqual(startConversation(now));
});
