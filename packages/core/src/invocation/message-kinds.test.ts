import { neverAborted } from "../testing/never-aborted.ts";
import { expect, test } from "vitest";
import { UserError } from "../errors/user-error.ts";
import { eventOf, wireMessages } from "../testing/index.ts";
import type { MessageType } from "../vocabulary.ts";
import { findWords } from "./find-words.ts";
import { parseEnvelope } from "./parse-envelope.ts";
import { parseInvocation } from "./parse-invocation.ts";

type Loose = { [key: string]: unknown };

function parse(
  params: Loose,
  messageTypes: readonly MessageType[],
  multiSelectable = false,
): { message: Loose; messages: Loose[]; keys: { business: string } } {
  const delivery = { slug: "keep-note", key: "d", hash: (text: string) => text, signal: () => neverAborted };
  const envelope = parseEnvelope(eventOf("text-message", { params }));
  return parseInvocation(envelope, { permissions: ["message"], messageTypes, multiSelectable }, delivery) as never;
}

const sender = { name: "Deploy Bot" };

test.each<[string, Loose, string]>([
  ["a bot's message", { type: "bot_message", text: "Deployed", sender }, "Deployed"],
  [
    "a card",
    { type: "card", card: { title: "Build 7" }, slides: [{ type: "text", title: "Log", data: "x" }], sender },
    "Build 7\nLog",
  ],
  [
    "a card with words about others",
    {
      type: "card",
      sender: { name: "Bot", title: "Dr" },
      file: { title: "a.png" },
      thumbnail: { title: "Picture" },
      mentions: [{ title: "Ana" }],
      note: null,
      body: { comment: "Fine", count: 5 },
    },
    "Fine",
  ],
  [
    "a card with words in its depth",
    { type: "card", a: { b: { c: { d: { title: "In", e: { title: "Too deep" } } } } }, sender },
    "In",
  ],
  [
    "a card with many words",
    { type: "card", rows: Array.from({ length: 60 }, (_, index) => ({ title: `row ${index}` })), sender },
    Array.from({ length: 50 }, (_, index) => `row ${index}`).join("\n"),
  ],
  ["a card with a text", { type: "info", text: "Build 7 failed", card: { title: "Build 7" } }, "Build 7 failed"],
  [
    "a forwarded message",
    { type: "forward", content: { message: { sender: { title: "Dr" }, text: "Original" } } },
    "Original",
  ],
  ["a file with a comment", wireMessages.attachment, "Screenshot of the error"],
])("what has words is text: %s", (_name, message, words) => {
  expect(parse({ message }, ["text"]).message).toMatchObject({ type: "text", text: words });
});

test("what holds a file is an attachment, whatever it calls itself", () => {
  const message = { type: "video", text: "See", content: { file: { name: "a.mp4" } } };
  expect(parse({ message }, ["text", "attachment"]).message).toMatchObject({
    type: "attachment",
    file: { name: "a.mp4" },
    comment: "See",
  });
});

test.each<[string, Loose, Loose]>([
  ["a file", { type: "file", comment: "Direct" }, { file: { name: "file" }, comment: "Direct" }],
  ["an attachment", { type: "attachment", text: "See" }, { file: { name: "file" }, comment: "See" }],
  ["a text inside of its content", { type: "text", content: { text: "Inside" } }, { type: "text", text: "Inside" }],
  ["a link by its type alone", { type: "link", text: "Status page" }, { type: "link", text: "Status page" }],
])("%s is read where it stands", (_name, wire, message) => {
  expect(parse({ message: { ...wire, id: "7", sender } }, ["text", "link", "attachment"]).message).toMatchObject(
    message,
  );
});

test("a message with nothing to work on is explained, and named in a selection", () => {
  const poll = { id: "9", type: "poll", sender };
  expect(() => parse({ message: poll }, ["text", "link"])).toThrow(/^This action works on text, link messages only\.$/);
  expect(() => parse({ messages: { list: [wireMessages.text, poll] } }, ["text"], true)).toThrow(
    new UserError(
      'Message 2 of 2, from Deploy Bot, is of the kind "poll". This action works on text messages only. Deselect it and try again.',
    ),
  );
});

test.each([
  ["an empty text", { type: "text", text: "" }],
  ["spaces", { type: "text", text: " \n" }],
  ["no text and no type", {}],
  ["a link without a text", { type: "link" }],
  ["what cannot be seen", { type: "link", text: "\u200B" }],
  ["a text of another type", { type: "text", text: { of: 5 } }],
])("a message of %s is explained, so that no action answers it with nothing", (_name, wire) => {
  const message = { ...wire, id: "7", sender };
  expect(() => parse({ message }, ["text", "link"])).toThrow("This message has no words to work on.");
  expect(() => parse({ messages: { list: [message, message] } }, ["text", "link"], true)).toThrow(
    "These messages have no words to work on.",
  );
  expect(parse({ messages: { list: [wireMessages.text, message] } }, ["text", "link"], true).messages).toHaveLength(2);
});

test.each([
  ["@ana https://a.example", "link"],
  ["HTTP://a.example", "link"],
  ["@ana, what is http://", "text"],
  ["a.example", "text"],
  ["www.a.example", "text"],
])("a message with an address in it is a link where links are asked for: %j", (words, type) => {
  const message = { text: words, id: "7", sender };
  expect(parse({ message }, ["text", "link"]).message.type).toBe(type);
  expect(parse({ message }, ["text"]).message.type).toBe("text");
});

test("a substitute for a missing id equals no id, and tells messages apart as well as it can", () => {
  const keyOf = (message: Loose): string => parse({ message }, ["text"]).keys.business;
  const bare = { text: "a", time: "1707283711000", sender: { id: "1" } };
  const { message } = parse({ message: bare }, ["text"]);
  expect(message.key).toBe('no-id:["1",1707283711000,"a"]');
  expect(() => keyOf({ text: "b", id: message.key })).toThrow("params.message.id");
  const others = [
    bare,
    { ...bare, text: "b" },
    { ...bare, time: "2024-02-07T05:28:35Z" },
    { ...bare, time: "2024-02-07T05:28:36Z" },
    { ...bare, time: 1.5 },
    { ...bare, time: 2.5 },
    { ...bare, time: {} },
    { ...bare, sender: { id: "2" } },
    { ...bare, sender: { name: "1" } },
    { ...bare, sender: { name: "2" } },
  ];
  expect(new Set(others.map(keyOf)).size).toBe(others.length);
  const odd = parse({ message: { ...bare, time: "t".repeat(100) } }, ["text"]).message;
  expect(odd.key).toBe(`no-id:["1","${"t".repeat(64)}","a"]`);
  expect(parse({ message: { ...bare, time: {} } }, ["text"]).message.key).toBe('no-id:["1",null,"a"]');
  const file = parse({ message: { ...bare, type: "file", text: undefined } }, ["attachment"]).message;
  expect(file.key).toBe('no-id:["1",1707283711000,"",""]');
});

test("a number is its digits, and a string is itself", () => {
  const idOf = (id: unknown): unknown => parse({ message: { text: "a", id } }, ["text"]).message.id;
  const ids = [12, "12", "012", " 12 ", "12\n", "\u00E9", "e\u0301", "1\u200B2"];
  expect([-0, ...ids].map(idOf)).toEqual(["0", ...ids.map(String)]);
  expect(new Set(ids.map((id) => parse({ message: { text: "a", id } }, ["text"]).keys.business)).size).toBe(7);
  expect(() => idOf("1\uD83C")).toThrow("params.message.id must be an id");
});

test("words are looked for in a bounded part of a message that nobody documents", () => {
  let reads = 0;
  const card = new Proxy(Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index])), {
    get: (held, name) => ((reads += 1), Reflect.get(held, name)),
  });
  expect(parse({ message: { type: "card", title: "Seen", card } }, ["text"]).message.text).toBe("Seen");
  expect(reads).toBeLessThanOrEqual(10_000);
});

test("the last value that is looked at still counts, and the one after it does not", () => {
  const behind = (others: number): object =>
    Object.fromEntries([...Array.from({ length: others }, (_, index) => [`x${index}`, ""]), ["title", "Seen"]]);
  expect([9_999, 10_000].map((others) => findWords(behind(others)))).toEqual(["Seen", ""]);
});

test("what is missing is explained with what a person can do", () => {
  const advice = "Allow it if Cliq asks you; if Cliq does not ask, tell whoever looks after this action.";
  expect(() => parse({ message: {}, messages: {} }, ["text"])).toThrow(
    `Cliq sent no message with this action. ${advice}`,
  );
});
