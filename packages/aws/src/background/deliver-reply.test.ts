import type { IncomingMessage, ServerResponse } from "node:http";
import { connectionPool } from "@cliq-actions/cliq/http/connection-pool";
import { exchange } from "@cliq-actions/cliq/http/exchange";
import { serve } from "@cliq-actions/cliq/testing/serve";
import { expect, test } from "vitest";
import { type Delivered, deliverReply, type LateAnswer } from "./deliver-reply.ts";

const now = 1_790_000_000_000;
const response = '{"output":{"type":"banner","status":"success","text":"Done"}}';

type Answer = number | ((incoming: IncomingMessage, outgoing: ServerResponse) => void);

/** Delivers to a Cliq that answers so, and tells what it was sent. */
async function deliver(
  answers: { readonly respond?: Answer; readonly post?: readonly Answer[] },
  late: Partial<LateAnswer> = {},
): Promise<{ delivered: Delivered; sent: unknown[] }> {
  const posts = [...(answers.post ?? [])];
  await using cliq = await serve((incoming, outgoing) => {
    const answer = (incoming.url?.startsWith("/v2/") === true ? answers.respond : posts.shift()) ?? 204;
    if (typeof answer === "number") outgoing.writeHead(answer).end();
    else answer(incoming, outgoing);
  });
  const pool = connectionPool();
  let token = "token-1";
  const delivered = await deliverReply(
    {
      at: now - 60_000,
      responseUrl: `${cliq.origin}/v2/extensions/1/responses/2`,
      chatId: "CT_1/2",
      messageId: "m1",
      response,
      isLast: false,
      ...late,
    },
    now,
    {
      origin: cliq.origin,
      send: async (call) => exchange(pool, call),
      tokens: {
        current: () => Promise.resolve(token),
        refused: (refused) => Promise.resolve((token = refused === "token-1" ? "token-2" : "none")),
      },
    },
  );
  const sent = cliq.seen.map(({ method, path, headers, body }) => [
    method,
    path,
    headers.authorization,
    JSON.parse(body) as unknown,
  ]);
  return { delivered, sent };
}

const responded = ["POST", "/v2/extensions/1/responses/2", undefined, JSON.parse(response)];
const posted = (token = "token-1", more: object = { reply_to: "m1" }) => [
  "POST",
  "/api/v3/chats/CT_1%2F2/messages",
  `Zoho-oauthtoken ${token}`,
  { text: "Done", ...more },
];

test("a fresh click is answered at its own address, without a token", async () => {
  expect(await deliver({})).toEqual({ delivered: { kind: "delivered", by: "response_url" }, sent: [responded] });
});

test.each([
  ["that is old", { at: now - 10 * 60_000 }],
  ["without an address", { responseUrl: undefined }],
  ["with an address that is not Cliq's", { responseUrl: "http://169.254.169.254/latest/meta-data" }],
])("a click %s is answered in its chat, as a reply to its message", async (_which, late) => {
  expect(await deliver({}, late)).toEqual({ delivered: { kind: "delivered", by: "chat" }, sent: [posted()] });
});

test("what the address refuses goes to the chat, and a redirect is not followed", async () => {
  expect((await deliver({ respond: 410 })).sent).toEqual([responded, posted()]);
  const redirect = (_incoming: IncomingMessage, outgoing: ServerResponse): void =>
    void outgoing.writeHead(307, { location: "/v2/elsewhere" }).end();
  expect((await deliver({ respond: redirect })).sent).toEqual([responded, posted()]);
});

test("what may fare better later is left to the queue, for as long as Cliq asks", async () => {
  const busy = (_incoming: IncomingMessage, outgoing: ServerResponse): void =>
    void outgoing.writeHead(429, { "retry-after": "300" }).end();
  expect(await deliver({ respond: busy })).toEqual({
    delivered: { kind: "later", askedMs: 300_000, why: "429" },
    sent: [responded],
  });
  expect((await deliver({ respond: 503 })).delivered).toEqual({ kind: "later", askedMs: 0, why: "503" });
  const lost = (_incoming: IncomingMessage, outgoing: ServerResponse): void => void outgoing.destroy();
  expect((await deliver({ respond: lost })).delivered).toEqual({ kind: "later", askedMs: 0, why: "ECONNRESET" });
  expect((await deliver({ post: [429] }, { responseUrl: undefined })).delivered).toEqual({
    kind: "later",
    askedMs: 60_000,
    why: "429",
  });
});

test("the last attempt tries the chat, too", async () => {
  expect(await deliver({ respond: 503 }, { isLast: true })).toEqual({
    delivered: { kind: "delivered", by: "chat" },
    sent: [responded, posted()],
  });
});

test("a token that Cliq refuses is replaced once", async () => {
  const late = { responseUrl: undefined };
  expect(await deliver({ post: [401, 204] }, late)).toEqual({
    delivered: { kind: "delivered", by: "chat" },
    sent: [posted(), posted("token-2")],
  });
  expect((await deliver({ post: [401, 401] }, late)).delivered).toEqual({ kind: "impossible", why: "401" });
});

test("where the message cannot be replied to, the chat is posted to", async () => {
  expect((await deliver({ post: [400, 204] }, { responseUrl: undefined })).sent).toEqual([
    posted(),
    posted(undefined, {}),
  ]);
  expect((await deliver({}, { responseUrl: undefined, messageId: undefined })).sent).toEqual([posted(undefined, {})]);
});

test.each(["..", ".", "", "a\ud800"])(
  "the chat %j is none: with the stage's access it would be another place of Cliq",
  async (chatId) => {
    expect(await deliver({}, { responseUrl: undefined, chatId })).toEqual({
      delivered: { kind: "impossible", why: "the event names no chat" },
      sent: [],
    });
  },
);

test("without an address and a chat there is no way", async () => {
  expect(await deliver({}, { responseUrl: undefined, chatId: undefined })).toEqual({
    delivered: { kind: "impossible", why: "the event names no chat" },
    sent: [],
  });
});
