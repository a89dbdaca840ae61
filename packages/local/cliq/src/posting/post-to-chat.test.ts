import { describe, expect, test } from "vitest";
import { callModel, jsonOf, start } from "../testing/call-model.ts";
import { priya, supportChannel } from "../testing/made-up-people.ts";
import { interactionWorlds } from "../worlds.ts";

const open = { ...supportChannel, members: [...supportChannel.members, callModel().model.person] };
const path = `/chats/${open.id}/messages`;

describe("a message that is posted to a chat", () => {
  test("is the token's person's, answers a message, and comes back without a word", () => {
    const { model, call } = callModel({ chats: [open] });
    const card = { title: "Ticket T-1", theme: "modern-inline" };
    const answer = call("POST", path, { text: "Done", card, reply_to: "1763800000000_130720100" });
    expect(answer).toEqual({ status: 204, headers: {}, body: "" });
    expect(model.posts()).toEqual([
      {
        id: expect.stringMatching(/^\d+_\d+$/u),
        chatId: open.id,
        sender: model.person,
        replyTo: "1763800000000_130720100",
        output: { text: "Done", card },
        at: start,
      },
    ]);
  });

  test("comes back with its id when it is asked for", () => {
    const { model, call } = callModel({ chats: [open] });
    const answer = call("POST", path, { text: "Done", sync_message: true });
    expect([answer.status, jsonOf(answer)]).toEqual([200, { message_id: model.posts()[0]?.id }]);
  });

  test.each([
    ["a key that no document has", { text: "x", user_ids: [] }, "extra_key_found"],
    ["no text and no card", {}, "invalid_inputs"],
    ["a text that is too long", { text: "x".repeat(5_001) }, "invalid_inputs"],
    ["buttons inside of a card", { card: { title: "T", buttons: [] } }, "invalid_inputs"],
    ["an answer to what is no message's id", { text: "x", reply_to: "first" }, "input_pattern_mismatch"],
    ["a flag that is none", { text: "x", sync_message: "yes" }, "input_pattern_mismatch"],
    ["no JSON", "{", "invalid_inputs"],
  ])("is refused with %s", (_, body, code) => {
    const { model, call } = callModel({ chats: [open] });
    const answer = call("POST", path, body);
    expect([answer.status, jsonOf(answer)["code"]]).toEqual([400, code]);
    expect(model.posts()).toEqual([]);
  });

  test("needs the scope, a chat that is there, and in the chat the token's person", () => {
    const { model, call } = callModel({ chats: [open, supportChannel] });
    const token = model.issueAccessToken(start, ["ZohoCliq.messageactions.CREATE"]);
    expect(jsonOf(call("POST", path, { text: "x" }, token))["code"]).toBe("oauthtoken_scope_invalid");
    expect(jsonOf(call("POST", "/chats/CT_1/messages", { text: "x" }))["code"]).toBe("chat_not_found");
    const dm = { ...open, id: "CT_9", members: [priya] };
    const [theirs, anywhere] = [{}, interactionWorlds["anybody posts anywhere"]].map((world) =>
      callModel({ chats: [dm], ...world }).call("POST", "/chats/CT_9/messages", { text: "x" }),
    );
    expect([theirs?.status, anywhere?.status]).toEqual([403, 204]);
  });

  test("is one of fifty a minute, and the one too many locks for ten minutes", () => {
    const { clock, call } = callModel({ chats: [open] });
    const post = (): number => call("POST", path, { text: "x" }).status;
    expect(Array.from({ length: 51 }, post)).toEqual([...Array.from({ length: 50 }, () => 204), 429]);
    clock.now = start + 10 * 60_000 - 1;
    expect(post()).toBe(429);
    clock.now += 1;
    expect(post()).toBe(204);
  });
});
