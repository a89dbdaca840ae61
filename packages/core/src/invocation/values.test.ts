import { expect, test } from "vitest";
import { MalformedInvocation } from "../errors/malformed-invocation.ts";
import { Block } from "./block.ts";
import { businessKeySource } from "./business-key.ts";
import type { AnyMessage } from "./message.ts";
import { parseAttachment, parseChat, parseLocation } from "./parse-context.ts";
import { chatIdOf, type Envelope, expectMessageAction, parseEnvelope } from "./parse-envelope.ts";

const block = (fields: { [name: string]: unknown }): Block => new Block(fields, "params", () => {});
const access = { chat_id: "C", user_id: 7, message_id: "M", organization: { id: 42 } };
const envelope: Envelope = { at: 1_700_000_000_000, organizationId: "42", params: { access }, fields: {} };
const withId = (id: string): AnyMessage => ({
  type: "text",
  id,
  key: id,
  sender: { name: "A" },
  text: "a",
  rawText: "a",
});
const withoutId = (key: string): AnyMessage => ({ type: "text", key, sender: { name: "A" }, text: "a", rawText: "a" });

test.each<[string, Envelope, readonly AnyMessage[], unknown[]]>([
  ["the message's id", envelope, [withId("5")], ["42", "C", "note", "5"]],
  ["the ids in one order, each once", envelope, [withId("b"), withId("a"), withId("b")], ["42", "C", "note", "a", "b"]],
  ["the event's id where the message has none", envelope, [withoutId("no-id:k")], ["42", "C", "note", "M"]],
  [
    "keys of several, some without ids",
    envelope,
    [withoutId("no-id:k"), withId("5")],
    ["42", "C", "note", "5", "no-id:k"],
  ],
  ["the event's id where there is no message", envelope, [], ["42", "C", "note", "M"]],
  ["a message's substitute", { ...envelope, params: {} }, [withoutId("no-id:k")], ["42", "", "note", "no-id:k"]],
  [
    "who and when, where there is nothing else",
    { ...envelope, params: { access: { user_id: 7 } } },
    [],
    ["42", "", "note", 'no-id:["7",1700000000000]'],
  ],
  [
    "when alone, of nobody anywhere",
    { at: 1_700_000_000_000, organizationId: undefined, params: {}, fields: {} },
    [],
    ["", "", "note", 'no-id:["",1700000000000]'],
  ],
])("a business key is made of organisation, chat, action and %s", (_name, from, messages, parts) => {
  expect(businessKeySource("note", from, block(from.params).block("access"), messages)).toBe(JSON.stringify(parts));
});

type Reader = "text" | "number" | "flag" | "whole" | "id" | "block" | "list";

test.each<[Reader, unknown, unknown]>([
  ["text", "a", "a"],
  ["number", -1.5, -1.5],
  ["flag", false, false],
  ["whole", 0, 0],
  ["whole", "123456789012345", 123_456_789_012_345],
  ["id", 12, "12"],
  ["id", "x".repeat(256), "x".repeat(256)],
  ["list", [], []],
])("a field of type %s is what it says: %j", (reader, value, read) => {
  const odd: string[] = [];
  expect(new Block({ a: value }, "params", (path) => odd.push(path))[reader]("a")).toEqual(read);
  expect(odd).toEqual([]);
});

test.each<[Reader, readonly unknown[]]>([
  ["text", [5, {}, ["a"]]],
  ["number", ["1", Number.POSITIVE_INFINITY, [1]]],
  ["flag", [0, "true"]],
  ["whole", [-1, 1.5, 2 ** 53, "1234567890123456", "x12", "12x", ["5"]]],
  ["id", [1.5, 2 ** 53, "x".repeat(257), "no-id:5", "\uD83C", ["5"]]],
  ["block", ["a", []]],
  ["list", ["a", {}]],
])(
  "a field of type %s that is something else counts as absent and is reported, one that is absent is not",
  (reader, values) => {
    for (const value of values) {
      const odd: string[] = [];
      const read = new Block({ a: value }, "params", (path) => odd.push(path))[reader]("a");
      expect([value, read, odd]).toEqual([value, reader === "list" ? [] : undefined, ["params.a"]]);
    }
    for (const absent of [undefined, null, ""]) {
      const odd: string[] = [];
      const read = new Block({ a: absent }, "params", (path) => odd.push(path))[reader]("a");
      expect([absent, read, odd]).toEqual([absent, reader === "list" ? [] : undefined, []]);
    }
  },
);

test("a list that must be one is empty where it is absent", () => {
  expect(block({}).strictList("a")).toEqual([]);
  expect(() => block({ a: [1] }).strictList("a")).toThrow("params.a must be a list of objects");
});

test("a conversation is read with everything Cliq sends of it, and with its id where the block has none", () => {
  const members = [{ id: 1, name: "Ana", status: 0 }];
  expect(
    parseChat(
      block({
        id: 9,
        title: "Ops",
        chat_type: "thread",
        type: "channel",
        owner: 3,
        channel_unique_name: "ops",
        members,
      }),
      "C",
    ),
  ).toEqual({
    id: "9",
    title: "Ops",
    type: "thread",
    ownerId: "3",
    uniqueName: "ops",
    members: [{ id: "1", idType: "user", name: "Ana", status: "0" }],
  });
  expect(parseChat(block({ type: "channel" }), "C")).toEqual({ id: "C", type: "channel", members: [] });
  expect(parseChat(undefined, "C")).toEqual({ id: "C", members: [] });
  expect(parseChat(undefined, undefined)).toEqual({ id: "", members: [] });
});

test("a file is read with everything Cliq sends of it, and has a name", () => {
  expect(
    parseAttachment(
      block({ name: "a.png", id: 5, url: "https://x.example/a", contenttype: "image/png", comment: "see" }),
    ),
  ).toEqual({ name: "a.png", id: "5", url: "https://x.example/a", contentType: "image/png", comment: "see" });
  expect(parseAttachment(block({}))).toEqual({ name: "file" });
});

test("a place is read with everything Cliq sends of it, and is none without a status", () => {
  const place = { status: "granted", latitude: 1.5, longitude: -2, accuracy: 30, altitude: 0 };
  expect(parseLocation(block(place))).toEqual(place);
  expect(parseLocation(block({ status: "denied" }))).toEqual({ status: "denied" });
  expect(parseLocation(block({ latitude: 1 }))).toBeUndefined();
  expect(parseLocation(undefined)).toBeUndefined();
});

const event = {
  type: "messageaction",
  handler: { type: "execution_handler" },
  timestamp: 1_700_000_000_000,
  params: { access },
};

test("the outer part of an event is read with its ids as strings", () => {
  expect(parseEnvelope(event)).toEqual({ ...envelope, params: event.params, fields: event });
  const bare = { timestamp: 1_700_000_000_000, type: "", handler: null, params: null };
  expect(parseEnvelope(bare)).toEqual({
    at: 1_700_000_000_000,
    organizationId: undefined,
    params: {},
    fields: bare,
  });
  expect(() => expectMessageAction(parseEnvelope(bare))).not.toThrow();
});

test("an id of the chat that is none is found when it is asked for, by when the person may be answered", () => {
  const odd = parseEnvelope({ ...event, params: { access: { ...access, chat_id: {} } } });
  expect(odd.organizationId).toBe("42");
  expect(() => chatIdOf(odd)).toThrow("params.access.chat_id must be an id: a string or a whole number");
});

test.each<[unknown, string]>([
  [undefined, "body must be an object"],
  [[], "body must be an object"],
  [{ ...event, params: [] }, "params must be an object"],
  [{ ...event, params: { access: "x" } }, "params.access must be an object"],
  [{ ...event, params: { access: { organization: [] } } }, "params.access.organization must be an object"],
  [
    { ...event, params: { access: { organization: { id: 1.5 } } } },
    "params.access.organization.id must be an id: a string or a whole number",
  ],
  ...[999_999_999_999, 100_000_000_000_000, 1_700_000_000_000.5, "1700000000000", null].map(
    (timestamp): [unknown, string] => [{ ...event, timestamp }, "timestamp must be whole milliseconds since the epoch"],
  ),
])("what is no event is refused by its first wrong field: %j", (value, sentence) => {
  expect(() => parseEnvelope(value)).toThrow(expect.objectContaining({ message: sentence }));
  expect(() => parseEnvelope(value)).toThrow(MalformedInvocation);
});

test.each<[object, string]>([
  [{ type: "bot" }, 'type must be "messageaction"'],
  [{ handler: "x" }, "handler must be an object"],
  [{ handler: { type: "button_handler" } }, 'handler.type must be "execution_handler"'],
])("an event of another kind is refused once its organisation is known: %j", (kind, sentence) => {
  const other = parseEnvelope({ ...event, ...kind });
  expect(other.organizationId).toBe("42");
  expect(() => expectMessageAction(other)).toThrow(expect.objectContaining({ message: sentence }));
  expect(() => expectMessageAction(other)).toThrow(MalformedInvocation);
});

test.each([1_000_000_000_000, 99_999_999_999_999])("a time of %d is plausible", (timestamp) => {
  expect(parseEnvelope({ ...event, timestamp }).at).toBe(timestamp);
});
