import { createVerify, generateKeyPairSync } from "node:crypto";
import { parseEnvelope, parseInvocation } from "@cliq-actions/core";
import { neverAborted } from "@cliq-actions/core/testing";
import { describe, expect, test } from "vitest";
import type { FakeMessage } from "../chat/fake-message.ts";
import type { CliqModelOptions } from "../cliq-model-options.ts";
import type { Permission } from "../message-actions/registered-action.ts";
import { callModel, start, webhookAction } from "../testing/call-model.ts";
import { lena, messages, priya, supportChannel } from "../testing/made-up-people.ts";
import type { ActionChoice } from "./invocation.ts";

/** The parts of `params` these tests look into. */
interface EventParams {
  access: object;
  message: { id: string; type: string };
  messages: { count: number; list: { id: string }[] };
  chat: { members: object[] };
  [key: string]: unknown;
}

const everything: Permission[] = ["chat", "message", "user", "location", "attachments"];
const takesAll = { message_types: ["text", "link", "attachment"], multi_selectable: true };

function invoke(
  permissions: Permission[],
  selected: FakeMessage[],
  options: CliqModelOptions = {},
  choice: Partial<ActionChoice> = {},
) {
  const { model, call } = callModel(options);
  call("POST", "/messageactions", webhookAction(takesAll));
  const actionId = model.actions()[0]?.id ?? "";
  model.actAs(priya).setPermissions(actionId, permissions, start);
  const request = model.toInvocationRequest(
    { actionId, person: lena, chat: supportChannel, messages: selected, ...choice },
    start,
  );
  const event = JSON.parse(request.body) as Record<string, unknown> & { params: EventParams };
  return { model, actionId, request, event, params: event.params };
}

describe("the envelope", () => {
  test("is that of Zoho's published sample, without any data when there is no permission", () => {
    const { request, event } = invoke([], [messages.text]);
    expect(request).toMatchObject({ method: "POST", url: "https://api.example.com/actions/ring-bell/k3y" });
    expect(event).toEqual({
      name: "Create ticket",
      handler: { type: "execution_handler" },
      type: "messageaction",
      timestamp: start,
      params: {
        environment: { tld: ".com", data_center: "US", base_url: "https://cliq.zoho.com/company/60021458731" },
        access: {
          user_id: lena.id,
          zoho_user_id: lena.id,
          organization: { type: "company", id: "60021458731" },
          user_agent: expect.stringContaining("Mozilla/5.0"),
          chat_id: supportChannel.id,
          message_id: messages.text.id,
        },
      },
    });
  });

  test("carries the moment that was asked for", () => {
    expect(invoke([], [messages.text], {}, { at: 5 }).event["timestamp"]).toBe(5);
  });

  test("has a response_url when asked to, which takes replies without a token", () => {
    const { model, event } = invoke([], [messages.text], { responseUrl: "present" });
    const url = String(event["response_url"]);
    expect(url).toMatch(/^https:\/\/cliq\.zoho\.com\/v2\/extensions\/2980\/responses\/\d+$/);
    const request = { method: "POST", path: new URL(url).pathname, headers: {}, body: '{"output":{"text":"done"}}' };
    expect(model.handle(request, start + 5).status).toBe(200);
    expect(model.lateReplies()).toEqual([
      { responseId: url.split("/").at(-1), body: request.body, at: start + 5, output: { text: "done" } },
    ]);
  });

  test("is signed over its bytes when there is a key, and not otherwise", () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const { request } = invoke(everything, [messages.text], { signingKey: privateKey });
    const signature = request.headers["x-cliq-signature"] ?? "";
    expect(createVerify("sha256").update(request.body).verify(publicKey, signature, "base64")).toBe(true);
    expect(invoke([], [messages.text]).request.headers).not.toHaveProperty("x-cliq-signature");
  });
});

describe("permissions", () => {
  test.each<[Permission, string[]]>([
    ["chat", ["chat"]],
    ["message", ["messages", "message", "mentions"]],
    ["user", ["user"]],
    ["location", ["location"]],
    ["attachments", ["attachments"]],
  ])("%s adds %j and nothing else", (permission, keys) => {
    const { params } = invoke([permission], [messages.text]);
    expect(Object.keys(params)).toEqual(["environment", "access", ...keys]);
  });

  test("user, chat and location are the person's and the conversation's", () => {
    const { params } = invoke(["user", "chat", "location"], [messages.text]);
    expect(params["user"]).toEqual({
      country: "de",
      timezone: "Europe/Berlin",
      last_name: "Vogt",
      language: "de",
      id: lena.id,
      first_name: "Lena",
      email: "lena.vogt@example.com",
      admin: false,
      organization_id: "60021458731",
      zoho_user_id: lena.id,
    });
    expect(params.chat).toMatchObject({ id: supportChannel.id, owner: priya.id, type: "channel", title: "#support" });
    expect(params.chat.members).toHaveLength(2);
    expect(params["location"]).toEqual({ latitude: 52.5208, longitude: 13.4094, accuracy: 30, status: "granted" });
    expect(invoke(["location"], [messages.text], {}, { person: priya }).params["location"]).toEqual({
      status: "denied",
    });
  });
});

describe("messages", () => {
  test("a text has its ids, its time as text, and placeholders for its mentions", () => {
    const { params } = invoke(["message"], [messages.text]);
    expect(params.message).toMatchObject({
      is_read: false,
      id: messages.text.id,
      time: "1795341600000",
      type: "text",
      text: "{@} the printer on floor 3 is on fire 🔥",
      content: { text: "{@} the printer on floor 3 is on fire 🔥" },
    });
    expect(params["mentions"]).toEqual([{ name: "@Lena Vogt", dname: "@Lena Vogt", id: lena.id, type: "user" }]);
    expect(params.messages).toEqual({ count: 1, list: [params.message] });
  });

  test("without ids a text has the four keys of Zoho's published sample, and access no message id", () => {
    const { params } = invoke(["message"], [messages.text], {}, { messageIds: "absent" });
    expect(Object.keys(params.message)).toEqual(["sender", "time", "text", "type"]);
    expect(params.access).not.toHaveProperty("message_id");
  });

  test("an attachment is a file with its comment, and is listed with a URL", () => {
    const { params } = invoke(["message", "attachments"], [messages.attachment]);
    expect(params.message).toMatchObject({
      type: "file",
      content: {
        file: { name: "floor-3.png", id: "f-8831", type: "image/png", dimensions: { size: 48_213 } },
        comment: "What it looks like",
      },
    });
    expect(params["attachments"]).toEqual([
      {
        name: "floor-3.png",
        comment: "What it looks like",
        id: "f-8831",
        url: "https://cliq.zoho.com/v2/attachments/f-8831",
        contenttype: "image/png",
      },
    ]);
    expect(invoke(["attachments"], [messages.text]).params["attachments"]).toEqual([]);
  });

  test("a file that an event has named can be downloaded, whole and without a token, and no other", () => {
    const get = (permissions: Permission[], path: string): [number, string | undefined, number] => {
      const { model } = invoke(permissions, [messages.attachment]);
      const { status, headers, body } = model.handle({ method: "GET", path, headers: {}, body: "" }, start);
      return [status, headers["content-type"], body.length];
    };
    expect(get(["attachments"], "/v2/attachments/f-8831")).toEqual([200, "image/png", 48_213]);
    expect(get(["attachments"], "/v2/attachments/f-8832")[0]).toBe(404);
    expect(get(["message"], "/v2/attachments/f-8831")[0]).toBe(404);
  });

  test("a link is a text by default, or says so", () => {
    expect(invoke(["message"], [messages.link]).params.message.type).toBe("text");
    expect(invoke(["message"], [messages.link], { linkMessageType: "link" }).params.message.type).toBe("link");
  });

  test("a selection lists all messages, the one right-clicked first", () => {
    const { params } = invoke(["message"], [messages.link, messages.text, messages.attachment]);
    expect(params.messages.count).toBe(3);
    expect(params.messages.list.map(({ id }) => id)).toEqual([
      messages.link.id,
      messages.text.id,
      messages.attachment.id,
    ]);
    expect(params.message.id).toBe(messages.link.id);
  });
});

describe("what a real reader makes of it", () => {
  test.each(["present", "absent"] as const)("core reads every kind of event with ids %s", (messageIds) => {
    const selections = [[messages.text], [messages.link], [messages.attachment], Object.values(messages)];
    for (const selected of selections) {
      const { event } = invoke(everything, [...selected], {}, { messageIds });
      const invocation = parseInvocation(
        parseEnvelope(event),
        { messageTypes: ["text", "link", "attachment"], permissions: everything, multiSelectable: true },
        { slug: "ring-bell", key: "k", hash: (text) => text, signal: () => neverAborted },
      );
      expect(invocation.organizationId).toBe("60021458731");
      expect((invocation as { messages: readonly unknown[] }).messages).toMatchObject(
        selected.map((message) => ({ type: message.type, sender: { id: message.sender.id }, time: message.time })),
      );
      expect(invocation).toMatchObject({ user: { id: lena.id, language: "de" }, chat: { title: "#support" } });
    }
  });
});

describe("what Cliq does not offer", () => {
  test("cannot be chosen, and the error says why", () => {
    const { model, actionId } = invoke([], [messages.text]);
    const choice = { actionId, person: lena, chat: supportChannel, messages: [] };
    expect(() => model.toInvocationRequest(choice, start)).toThrow(
      /does not offer "Create ticket".*scope organization/,
    );
    expect(() => model.toInvocationRequest({ ...choice, actionId: "1" }, start)).toThrow(
      "no message action with the id 1",
    );
  });

  test("a Deluge action has no URL to call", () => {
    const { model, clock } = callModel();
    const { id } = model.actAs(lena).create({ name: "D", hint: "h", message_types: ["text"] }, clock.now);
    const choice = { actionId: id, person: lena, chat: supportChannel, messages: [messages.text] };
    expect(() => model.toInvocationRequest(choice, start)).toThrow("is a Deluge action");
  });
});

describe("what else is said and where", () => {
  test("a bot's message names the bot, and an action reads it as somebody's", () => {
    const byBot: FakeMessage = { ...messages.text, sender: { id: "b-7", name: "Deploy Bot" } };
    const { params, request } = invoke(["message"], [byBot]);
    expect(params.message).toMatchObject({ sender: { id: "b-7", name: "Deploy Bot" }, type: "text" });
    const envelope = parseEnvelope(JSON.parse(request.body));
    const shape = { messageTypes: ["text"], permissions: ["message"], multiSelectable: false } as const;
    const invocation = parseInvocation(envelope, shape, {
      slug: "ring-bell",
      key: "k",
      hash: (text) => text,
      signal: () => neverAborted,
    }) as {
      message: { sender: object };
    };
    expect(invocation.message.sender).toMatchObject({ id: "b-7", name: "Deploy Bot" });
  });

  test.each(["channel", "dm", "chat", "thread"] as const)("the event says of a chat that it is a %s", (type) => {
    const parent = type === "thread" ? { parentId: supportChannel.id } : {};
    const chat = { ...supportChannel, id: "CT_2", type, ...parent };
    const { params } = invoke(["chat"], [messages.text], {}, { chat });
    expect(params.chat).toMatchObject({ type, chat_type: type, id: "CT_2" });
    expect(params.access).toEqual(
      type === "thread"
        ? expect.objectContaining({ chat_id: "CT_2", parent_chat_id: supportChannel.id })
        : expect.not.objectContaining({ parent_chat_id: expect.anything() }),
    );
  });
});
