import fc from "fast-check";
import { neverAborted } from "../testing/never-aborted.ts";
import { expect, test } from "vitest";
import { ActionsError } from "../errors/actions-error.ts";
import { eventOf, wireMessages } from "../testing/index.ts";
import { parseEnvelope } from "./parse-envelope.ts";
import { type InvocationShape, parseInvocation } from "./parse-invocation.ts";

const everything: InvocationShape = {
  permissions: ["message", "user", "chat", "attachments", "location"],
  messageTypes: ["text", "link", "attachment"],
};
const delivery = { slug: "keep-note", key: "d", hash: (text: string) => text, signal: () => neverAborted };
type Loose = { [key: string]: unknown } & {
  message: { [key: string]: unknown };
  messages: unknown[];
  keys: { business: string };
};
const parse = (event: unknown, shape: InvocationShape = everything): Loose =>
  parseInvocation(parseEnvelope(event), shape, delivery) as unknown as Loose;

/** Zoho's published sample: no message id, no content, `time` as a string (templates of its command-line tool). */
const zohoSample = {
  name: "Sample",
  handler: { type: "execution_handler" },
  response_url: "https://cliq.zoho.com/v2/extensions/2980/responses/17202823900615741410013820",
  type: "messageaction",
  timestamp: 1_569_520_690_703,
  params: {
    environment: { tld: ".com", data_center: "US", base_url: "https://cliq.zoho.com/company/123456456" },
    access: {
      user_id: "130720038",
      zoho_user_id: "130720038",
      organization: { type: "company", id: "123456456" },
      user_agent: "Mozilla/5.0",
      chat_id: "CT_2243226337559778047_661211447-B2",
    },
    messages: {
      count: 1,
      list: [
        {
          sender: { id: "123456", first_name: "Scott", last_name: "Fisher" },
          time: "1493707283711",
          text: "Hi",
          type: "text",
        },
      ],
    },
    attachments: [],
    user: {
      country: "us",
      timezone: "Asia/calcutta",
      last_name: "Fisher",
      first_name: "Scott",
      language: "en",
      id: "123456",
      email: "scott.fisher@zylcal.com",
      admin: true,
      organization_id: "123456456",
      zoho_user_id: "130720038",
    },
    mentions: [],
    message: {
      sender: { id: "123456", first_name: "Scott", last_name: "Fisher" },
      time: "1493707283711",
      text: "Hi",
      type: "text",
    },
    chat: {
      owner: "123456",
      members: [{ last_name: "", id: "123456", first_name: "", email: "", status: "0" }],
      id: "CD_1256246524399772951_1741337",
      type: "channel",
      recent_messages: [],
    },
    location: { latitude: 12.8282472, accuracy: 30, status: "granted", longitude: 80.0511901 },
  },
};

test("Zoho's published sample is read whole", () => {
  const invocation = parse(zohoSample);
  expect(invocation).toMatchObject({ slug: "keep-note", organizationId: "123456456", at: 1_569_520_690_703 });
  expect(invocation.message).toEqual({
    type: "text",
    text: "Hi",
    rawText: "Hi",
    key: 'no-id:["123456",1493707283711,"Hi"]',
    time: 1_493_707_283_711,
    sender: { id: "123456", idType: "user", name: "Scott Fisher" },
  });
  expect(invocation.user).toEqual({
    id: "123456",
    idType: "user",
    zuid: "130720038",
    isAdmin: true,
    organizationId: "123456456",
    name: "Scott Fisher",
    email: "scott.fisher@zylcal.com",
    language: "en",
    country: "us",
    timezone: "Asia/calcutta",
  });
  expect(invocation.chat).toMatchObject({ id: "CD_1256246524399772951_1741337", type: "channel" });
  expect(invocation).not.toHaveProperty("response_url");
});

test("only what the permissions declare is there", () => {
  const bare = parse(zohoSample, { permissions: [], messageTypes: ["text"] });
  expect(Object.keys(bare).toSorted()).toEqual(["at", "keys", "organizationId", "slug"]);
  expect(Object.keys(parse(zohoSample, { permissions: ["user"], messageTypes: ["text"] }))).toContain("user");
});

test("an attachment message carries its file and comment", () => {
  expect(parse(eventOf("attachment-message")).message).toMatchObject({
    type: "attachment",
    file: { name: "error.png", id: "f-8831", contentType: "image/png", bytes: 48_213 },
    comment: "Screenshot of the error",
  });
});

test("what a link message calls itself does not matter", () => {
  const asText = eventOf("link-message", { params: { message: { ...wireMessages.link, type: "text" } } });
  expect(parse(asText).message.type).toBe("link");
  expect(parse(asText, { ...everything, messageTypes: ["text"] }).message.type).toBe("text");
  expect(parse(eventOf("link-message"), { ...everything, messageTypes: ["text"] }).message.type).toBe("text");
  expect(() => parse(eventOf("text-message"), { ...everything, messageTypes: ["link"] })).toThrow(/link messages only/);
});

test("ids sent as numbers and as strings give the same business key", () => {
  const withIds = (id: unknown, chat: unknown): string =>
    parse(
      eventOf("text-message", {
        params: {
          message: { id, type: "text", text: "a" },
          access: { chat_id: chat, user_id: 1, organization: { id: 1 } },
        },
      }),
    ).keys.business;
  expect(withIds(42, 7)).toBe(withIds("42", "7"));
});

test("the business key is blind to order and who clicked, and sees everything else", () => {
  const several = { ...everything, multiSelectable: true };
  const keyOf = (list: readonly object[], slug = "keep-note", organization = "1", user = "9"): string => {
    const access = { chat_id: "C", user_id: user, organization: { id: organization } };
    const event = eventOf("several-messages", { params: { messages: { count: list.length, list }, access } });
    return (parseInvocation(parseEnvelope(event), several, { ...delivery, slug }) as unknown as Loose).keys.business;
  };
  const { text, link, secondText } = wireMessages;
  expect(keyOf([text, link])).toBe(keyOf([link, text]));
  expect(keyOf([text, link], "keep-note", "1", "8")).toBe(keyOf([text, link]));
  expect(
    new Set([
      keyOf([text, link]),
      keyOf([text]),
      keyOf([text, secondText]),
      keyOf([text, link], "x"),
      keyOf([text, link], "keep-note", "2"),
    ]).size,
  ).toBe(5);
});

test("delimiters inside ids cannot make two messages one", () => {
  const keyOf = (chat: string, id: string): string =>
    parse(
      eventOf("text-message", {
        params: {
          message: { id, type: "text", text: "a" },
          access: { chat_id: chat, user_id: "1", organization: { id: "1" } },
        },
      }),
    ).keys.business;
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.string({ minLength: 1 }),
      fc.string({ minLength: 1 }),
      fc.string({ minLength: 1 }),
      (a, b, c, d) => {
        expect(keyOf(a, b) === keyOf(c, d)).toBe(a === c && b === d);
      },
    ),
  );
});

test("a selection beyond Cliq's limits is explained to the person", () => {
  const several = { ...everything, multiSelectable: true };
  const select = (list: readonly object[]): unknown =>
    parse(eventOf("several-messages", { params: { messages: { count: list.length, list } } }), several);
  expect(() => select(Array.from({ length: 26 }, () => wireMessages.text))).toThrow("Select at most 25 messages.");
  expect(() => select(Array.from({ length: 11 }, () => wireMessages.attachment))).toThrow("Select at most 10 files.");
  expect(() => parse(eventOf("text-message", { params: { message: {}, messages: { count: 0, list: [] } } }))).toThrow(
    /no message/,
  );
  const most = Array.from({ length: 25 }, (_, index) => (index < 10 ? wireMessages.attachment : wireMessages.text));
  expect(select(most)).toMatchObject({ messages: { length: 25 } });
});

test("a single message that Cliq sends in the list alone is the first of it", () => {
  const { text, secondText } = wireMessages;
  const inListOf = (list: readonly object[] | undefined): Loose =>
    parse(eventOf("text-message", { params: { message: {}, messages: list && { list } } }));
  expect(inListOf([text, secondText])).toEqual(
    parse(eventOf("text-message", { params: { message: text, messages: undefined } })),
  );
  expect(() => inListOf(undefined)).toThrow(/no message/);
});

test("a multi-selectable action used on one message receives a list of one", () => {
  const { messages } = parse(eventOf("text-message", { params: { messages: undefined } }), {
    ...everything,
    multiSelectable: true,
  });
  expect(messages).toHaveLength(1);
});

test("any JSON in any field is read or refused with one of our errors, and pollutes nothing", () => {
  const fields = [
    "environment",
    "access",
    "messages",
    "message",
    "mentions",
    "attachments",
    "user",
    "chat",
    "location",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...fields),
      fc.jsonValue({ maxDepth: 4 }),
      fc.boolean(),
      (field, value, multiSelectable) => {
        try {
          parse(eventOf("several-messages", { params: { [field]: value } }), { ...everything, multiSelectable });
        } catch (error) {
          expect(error).toBeInstanceOf(ActionsError);
        }
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      },
    ),
    { numRuns: 2_000 },
  );
});
