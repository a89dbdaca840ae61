import { neverAborted } from "../testing/never-aborted.ts";
import { expect, test } from "vitest";
import { eventOf, wireMessages } from "../testing/index.ts";
import { parseEnvelope } from "./parse-envelope.ts";
import { type InvocationShape, parseInvocation } from "./parse-invocation.ts";
import type { Invocation } from "./invocation.ts";

const everything: InvocationShape = {
  permissions: ["message", "user", "chat", "attachments", "location"],
  messageTypes: ["text", "link", "attachment"],
};
type Whole = Invocation<"message" | "user" | "chat", "text", false> & Invocation<"message", "text", true>;

function parse(params: { [name: string]: unknown }, shape: Partial<InvocationShape> = {}): Whole {
  const delivery = { slug: "keep-note", key: "d", hash: (text: string) => text, signal: () => neverAborted };
  const envelope = parseEnvelope(eventOf("text-message", { params }));
  return parseInvocation(envelope, { ...everything, ...shape }, delivery) as unknown as Whole;
}

const { text, secondText } = wireMessages;

test("a sender without an id keeps its name", () => {
  expect(parse({ message: { ...text, sender: { name: "Deploy Bot" } } }).message.sender).toEqual({
    name: "Deploy Bot",
  });
  expect(parse({ message: { ...text, sender: undefined } }).message.sender).toEqual({ name: "Someone" });
  expect(parse({ message: { ...text, sender: {} } }).message.sender).toEqual({ name: "Someone" });
});

test("a name stands without the spaces around it, and one of spaces is none", () => {
  const nameOf = (sender: object): string => parse({ message: { ...text, sender } }).message.sender.name;
  expect(nameOf({ name: " Ana " })).toBe("Ana");
  expect(nameOf({ name: " ", first_name: "Ana", last_name: " " })).toBe("Ana");
});

test("whose id it is, is said beside it", () => {
  expect(parse({ message: { ...text, sender: { id: 9, name: "Ana" } } }).message.sender).toEqual({
    id: "9",
    idType: "user",
    name: "Ana",
  });
  const sender = { zoho_user_id: "77", first_name: "Ana" };
  expect(parse({ message: { ...text, sender } }).message.sender).toEqual({
    id: "77",
    idType: "zuid",
    zuid: "77",
    name: "Ana",
  });
  expect(parse({ user: { id: 5, zoho_user_id: 77, name: "Ana" } }).user).toEqual({
    id: "5",
    idType: "user",
    zuid: "77",
    name: "Ana",
  });
});

test("without a profile the user is whom the access block names, with the kind of id it has there", () => {
  const access = { user_id: "77", zoho_user_id: "77", organization: { id: "1" } };
  expect(parse({ user: undefined, access }).user).toEqual({ id: "77", idType: "zuid", name: "77" });
  expect(parse({ user: undefined, access: { ...access, zoho_user_id: "78" } }).user.idType).toBe("user");
  expect(() => parse({ user: undefined, access: { organization: { id: "1" } } })).toThrow(/who you are/);
});

test("nothing that the event says about people is lost", () => {
  const invocation = parse({
    user: { id: "1", name: "Ana", admin: true, organization_id: 9 },
    chat: {
      id: "C",
      owner: 1,
      channel_unique_name: "support",
      members: [{ first_name: "Bo", status: "0" }, { id: "2" }],
    },
    mentions: [{ id: 3, name: "@Scott", dname: "Scott Fisher", email: "s@example.com", type: "user" }, { name: "Ops" }],
  });
  expect(invocation.user).toMatchObject({ isAdmin: true, organizationId: "9" });
  expect(invocation.chat).toMatchObject({ ownerId: "1", uniqueName: "support" });
  expect(invocation.chat.members).toEqual([
    { name: "Bo", status: "0" },
    { id: "2", idType: "user", name: "2" },
  ]);
  expect(invocation.mentions).toEqual([
    { id: "3", name: "Scott Fisher", email: "s@example.com", type: "user" },
    { name: "Ops" },
  ]);
});

test("a text names whom it mentions, and keeps what Cliq sent", () => {
  const message = { ...text, text: "Thanks {@}, and {@}!" };
  expect(parse({ message, mentions: [{ id: "1", name: "Ana" }, { name: "@Bo" }] }).message).toMatchObject({
    text: "Thanks @Ana, and @Bo!",
    rawText: "Thanks {@}, and {@}!",
  });
});

test("mentions of a selection go to the messages they belong to, or nowhere", () => {
  const list = [
    { ...text, text: "{@} broke it" },
    { ...secondText, text: "no, {@} did" },
  ];
  const textsFor = (mentions: readonly string[], message: object | null = {}): string[] =>
    parse(
      { messages: { list }, message, mentions: mentions.map((name) => ({ name })) },
      { multiSelectable: true },
    ).messages.map((one) => one.text);
  expect(textsFor(["Ana", "Bo"])).toEqual(["@Ana broke it", "no, @Bo did"]);
  expect(textsFor(["Bo"], { id: secondText.id })).toEqual(["{@} broke it", "no, @Bo did"]);
  expect(textsFor(["Bo"])).toEqual(["{@} broke it", "no, {@} did"]);
  expect(textsFor(["Ana", "Bo", "Cy"])).toEqual(["{@} broke it", "no, {@} did"]);
  expect(textsFor(["Bo"], null)).toEqual(["{@} broke it", "no, {@} did"]);
  list.forEach((message) => Object.assign(message, { id: undefined }));
  expect(textsFor(["Bo"])).toEqual(["{@} broke it", "no, {@} did"]);
});

test("a file's comment names whom it mentions, and one without a comment has none", () => {
  const { attachment } = wireMessages;
  const mentions = [{ name: "Ana" }];
  const noted = parse({ message: { ...attachment, comment: "See {@}" }, mentions }).message;
  expect(noted).toMatchObject({ comment: "See @Ana", rawComment: "See {@}" });
  const bare = { ...attachment, content: { file: attachment.content.file } };
  expect(parse({ message: bare, mentions }).message).not.toHaveProperty("comment");
});
