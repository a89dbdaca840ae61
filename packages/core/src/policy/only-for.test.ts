import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineMessageAction } from "../declaration/define-message-action.ts";
import { NotAllowed } from "../errors/not-allowed.ts";
import { parseEnvelope } from "../invocation/parse-envelope.ts";
import { parseInvocation } from "../invocation/parse-invocation.ts";
import { banner } from "../reply/banner.ts";
import { eventOf, testOrganizationId } from "../testing/event-of.ts";
import { neverAborted } from "../testing/never-aborted.ts";
import { onlyFor } from "./only-for.ts";
import type { Rules } from "./rules.ts";

const chatId = "CT_2243226337559778047_661211447-B2";
const access = (more: object = {}, type = "company"): object => ({
  user_id: "1",
  organization: { type, id: testOrganizationId },
  ...more,
});
const user = (more: object): object => ({ id: "1", first_name: "Scott", ...more });

/** What a person is told; undefined when they may. */
function told(rules: Rules, params: Record<string, unknown> = {}): string | undefined {
  try {
    onlyFor(rules).admit(parseEnvelope(eventOf("text-message", { params })));
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(NotAllowed);
    return (error as Error).message;
  }
}

const consent = "Allow it if Cliq asks you; if Cliq does not ask, tell whoever looks after this action.";
const unknown = (what: string): string => `Cliq did not say ${what}, and this action has to know. ${consent}`;

describe("guests", () => {
  const rules = { guests: false } as const;
  const sentence = "This action is not for guests.";
  test.each<[string, Record<string, unknown>, string | undefined]>([
    ["a member", {}, undefined],
    ["a member whose organisation is a number", { user: user({ organization_id: 123456456 }) }, undefined],
    ["somebody of another organisation", { user: user({ organization_id: "999" }) }, sentence],
    ["somebody in a network", { access: access({}, "network") }, sentence],
    ["somebody in a chat with guests, by its own word", { chat: { id: chatId, chat_type: "guests" } }, sentence],
    ["somebody in a chat with guests, by its type", { chat: { id: chatId, type: "guests" } }, sentence],
    ["somebody of whom the event does not tell", { user: user({}) }, unknown("which organisation you belong to")],
    ["somebody without a block", { user: undefined }, unknown("which organisation you belong to")],
    [
      "an organisation of another type",
      { user: user({ organization_id: {} }) },
      unknown("which organisation you belong to"),
    ],
  ])("%s", (_who, params, sentenceOrNone) => {
    expect(told(rules, params)).toBe(sentenceOrNone);
  });
});

describe("e-mail domains", () => {
  const rules = { emailDomains: ["zylcal.com", "example.org"] } as const;
  const other = "This action is not for people with your e-mail address.";
  test.each<[unknown, string | undefined]>([
    ["scott@zylcal.com", undefined],
    ["SCOTT@Zylcal.COM", undefined],
    ['"a@zylcal.com"@example.org', undefined],
    ["scott@mail.zylcal.com", other],
    ["scott@notzylcal.com", other],
    ["scott@zylcal.com.evil.example", other],
    ["scott@zylcal.com@evil.example", other],
    ["scott@zylcal.com ", other],
    ["zylcal.com", unknown("your e-mail address")],
    ["scott@", unknown("your e-mail address")],
    ["", unknown("your e-mail address")],
    [7, unknown("your e-mail address")],
  ])("%j", (email, sentenceOrNone) => {
    expect(told(rules, { user: user({ email }) })).toBe(sentenceOrNone);
  });
});

test.each<[unknown, string | undefined]>([
  [true, undefined],
  [false, "This action is for administrators only."],
  ["true", unknown("whether you are an administrator")],
  [undefined, unknown("whether you are an administrator")],
])("whether somebody administers the organisation is a truth value: %j", (admin, sentenceOrNone) => {
  expect(told({ administrators: true }, { user: user({ admin }) })).toBe(sentenceOrNone);
});

describe("chats", () => {
  const rules = { chats: ["CT_1", "CT_2"] } as const;
  const other = "This action cannot be used in this chat.";
  test.each<[string, Record<string, unknown>, string | undefined]>([
    ["named by the access", { access: access({ chat_id: "CT_1" }), chat: {} }, undefined],
    ["named by its own block", { access: access(), chat: { id: "CT_2" } }, undefined],
    ["a thread of one", { access: access({ chat_id: "CT_9-T-1", parent_chat_id: "CT_1" }), chat: {} }, undefined],
    ["another", { access: access({ chat_id: "CT_11" }), chat: { id: "CT_3" } }, other],
    ["none", { access: access(), chat: {} }, unknown("which chat this is")],
  ])("%s", (_which, params, sentenceOrNone) => {
    expect(told(rules, params)).toBe(sentenceOrNone);
  });
});

test.each<[object, string | undefined]>([
  [{ type: "channel" }, undefined],
  [{ type: "chat", chat_type: "channel" }, undefined],
  [{ type: "dm" }, "This action cannot be used in a chat of this kind."],
  [{ type: "channel", chat_type: "dm" }, "This action cannot be used in a chat of this kind."],
  [{}, unknown("what kind of chat this is")],
])("the kind of a chat is what it calls itself: %j", (chat, sentenceOrNone) => {
  expect(told({ chatTypes: ["channel"] }, { chat })).toBe(sentenceOrNone);
});

test("what the event does not tell is no reason to refuse where the action says so, and what it tells still is", () => {
  const rules = { guests: false, emailDomains: ["zylcal.com"], whenUnknown: "allow" } as const;
  expect(told(rules, { user: undefined })).toBeUndefined();
  expect(told(rules, { user: user({ organization_id: "999" }) })).toBe("This action is not for guests.");
  expect(told(rules, { user: user({ email: "a@example.org" }) })).toContain("e-mail address");
});

test("all rules have to be met, and the first that is not gives the words", () => {
  const rules = { guests: false, emailDomains: ["zylcal.com"], chats: [chatId], chatTypes: ["channel"] } as const;
  expect(told(rules)).toBeUndefined();
  expect(told({ ...rules, chatTypes: ["dm"] })).toContain("of this kind");
  expect(told({ ...rules, emailDomains: ["example.org"], chats: ["CT_1"] })).toContain("e-mail address");
});

test("an action's policy is asked before anything of the event reaches its code", () => {
  const action = defineMessageAction({
    name: "Keep",
    hint: "Keep it",
    scope: "organization",
    messageTypes: ["text"],
    permissions: ["message", "user"],
    policy: onlyFor({ emailDomains: ["example.org"] }),
    execute: () => banner("kept"),
  });
  const delivery = { slug: "keep", key: "d", hash: (text: string) => text, signal: () => neverAborted };
  const parse = (email: string): object =>
    parseInvocation(parseEnvelope(eventOf("text-message", { params: { user: user({ email }) } })), action, delivery);
  expect(parse("a@example.org")).toHaveProperty("user");
  expect(() => parse("a@example.com")).toThrow(NotAllowed);
});

test("a policy of whatever the event may hold refuses in words or lets through", () => {
  const rules: Rules = {
    guests: false,
    emailDomains: ["zylcal.com"],
    administrators: true,
    chats: [chatId],
    chatTypes: ["channel"],
  };
  const block = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.dictionary(
      fc.constantFrom("id", "email", "admin", "type", "chat_type", "organization_id"),
      fc.jsonValue({ maxDepth: 1 }),
    ),
  );
  fc.assert(
    fc.property(block, block, (person, chat) => {
      const sentence = told(rules, { user: person, chat });
      if (sentence !== undefined) expect(sentence).toMatch(/^(?:This action|Cliq did not say) /);
    }),
    { numRuns: 1_000 },
  );
});

test("a policy that reads what the action is not sent does not compile", () => {
  const base = { name: "Keep", hint: "Keep it", scope: "organization", messageTypes: ["text"] } as const;
  const execute = (): ReturnType<typeof banner> => banner("kept");
  const define = [
    () =>
      defineMessageAction({
        ...base,
        permissions: ["message"],
        // @ts-expect-error -- e-mail addresses need the permission "user"
        policy: onlyFor({ emailDomains: ["a.example"] }),
        execute,
      }),
    () =>
      defineMessageAction({
        ...base,
        permissions: ["user"],
        // @ts-expect-error -- chats need the permission "chat"
        policy: onlyFor({ guests: false, chats: ["CT_1"] }),
        execute,
      }),
    () =>
      defineMessageAction({
        ...base,
        permissions: ["user"],
        // @ts-expect-error -- only onlyFor makes a policy
        policy: { rules: { guests: false } },
        execute,
      }),
    // @ts-expect-error -- the event tells no teams
    () => onlyFor({ guests: false, teams: ["7"] } satisfies Rules),
  ];
  for (const one of define.slice(0, 2)) expect(one).toThrow(/needs "(?:user|chat)" among the permissions/);
  const chats = onlyFor({ guests: false, chats: ["CT_1"] });
  expect(defineMessageAction({ ...base, permissions: ["user", "chat"], policy: chats, execute }).policy).toBe(chats);
});
