import { expect, test } from "vitest";
import { parseEnvelope } from "./parse-envelope.ts";
import { parseLateReply } from "./parse-late-reply.ts";

const lateReplyOf = (event: object): object =>
  parseLateReply(parseEnvelope({ timestamp: 1_700_000_000_000, ...event }));

test("an event says where a late answer goes, whichever of its blocks do", () => {
  expect(
    lateReplyOf({
      response_url: "https://cliq.example/1",
      params: { access: { chat_id: "CT_1", message_id: "5" }, chat: { id: "CT_2" }, message: { id: 6 } },
    }),
  ).toEqual({ responseUrl: "https://cliq.example/1", chatId: "CT_1", messageId: "6" });
  expect(lateReplyOf({ params: { access: { message_id: "5" }, chat: { id: "CT_2" } } })).toEqual({
    responseUrl: undefined,
    chatId: "CT_2",
    messageId: "5",
  });
});

test("what is of another type, or missing, counts as absent", () => {
  const nothing = { responseUrl: undefined, chatId: undefined, messageId: undefined };
  expect(lateReplyOf({})).toEqual(nothing);
  expect(lateReplyOf({ response_url: { a: 1 }, params: { chat: [], message: "6" } })).toEqual(nothing);
});
