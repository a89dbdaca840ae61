import fc from "fast-check";
import { neverAborted } from "../testing/never-aborted.ts";
import { expect, test } from "vitest";
import { eventOf, wireMessages } from "../testing/index.ts";
import { parseEnvelope } from "./parse-envelope.ts";
import { type InvocationShape, parseInvocation } from "./parse-invocation.ts";

const everything: InvocationShape = {
  permissions: ["message", "user", "chat", "attachments", "location"],
  messageTypes: ["text", "link", "attachment"],
};

type Params = { [name: string]: unknown };

/** What the invocation holds, and which paths were odd. */
function parse(
  params: Params,
  shape = everything,
  name: "attachment-message" | "several-messages" = "attachment-message",
) {
  const odd: string[] = [];
  const invocation = parseInvocation(parseEnvelope(eventOf(name, { params })), shape, {
    slug: "keep-note",
    key: "d",
    hash: (text) => text,
    signal: () => neverAborted,
    onOddField: (path) => odd.push(path),
  }) as unknown as { [key: string]: unknown };
  return { invocation, odd };
}

const { attachment, text } = wireMessages;

test.each<[string, Params]>([
  ["params.user.country", { user: { id: "1", country: 91 } }],
  ["params.user.admin", { user: { id: "1", admin: "yes" } }],
  ["params.mentions", { mentions: {} }],
  ["params.mentions[]", { mentions: [{ id: "1", name: "Ana" }, 5] }],
  ["params.message.time", { message: { ...attachment, time: "2024-02-07T05:28:35Z" } }],
  ["params.message.sender", { message: { ...attachment, sender: "Scott" } }],
  ["params.message.sender.id", { message: { ...attachment, sender: { id: {} } } }],
  ["params.message.content", { message: { ...text, content: "x" } }],
  ["params.message.text", { message: { ...text, text: {}, comment: "hi" } }],
  [
    "params.message.content.file.dimensions.size",
    { message: { ...attachment, content: { file: { name: "a", dimensions: { size: "48213" } } } } },
  ],
  [
    "params.chat.members[].name",
    {
      chat: {
        id: "C",
        members: [
          { id: "1", name: [] },
          { id: "2", name: [] },
        ],
      },
    },
  ],
  ["params.chat.id", { chat: { id: {} } }],
  ["params.attachments[].url", { attachments: [{ name: "a", url: 5 }] }],
  ["params.location.latitude", { location: { status: "granted", latitude: "12.8" } }],
])("a leaf that Cliq has changed costs nobody the click: %s is left out and reported", (path, params) => {
  expect(parse(params).odd).toEqual([path]);
});

test("an event as documented has nothing odd, and nothing empty is", () => {
  expect(parse({}).odd).toEqual([]);
  expect(parse({ mentions: "", attachments: null, location: null, chat: { id: "", members: "" } }).odd).toEqual([]);
});

test("what nobody asked for is not looked at", () => {
  const bare: InvocationShape = { permissions: ["message"], messageTypes: ["text"] };
  expect(
    parse({ message: text, user: [], chat: 5, messages: { count: "many", list: [{ text: {} }] } }, bare).odd,
  ).toEqual([]);
});

test("an id that no key of this event is made of costs nobody the click, and one that is does", () => {
  const access = { user_id: {}, message_id: [], chat_id: "C", organization: { id: "1" } };
  const bare: InvocationShape = { permissions: ["message"], messageTypes: ["text"] };
  expect(parse({ message: text, access }, bare).invocation.message).toMatchObject({ id: text.id });
  expect(() => parse({ message: { ...text, id: undefined }, access }, bare)).toThrow("params.access.message_id");
  expect(() =>
    parse({ access: { ...access, message_id: "5", user_id: [] } }, { ...bare, permissions: [] }),
  ).not.toThrow();
  expect(() => parse({ access: { ...access, message_id: "" } }, { ...bare, permissions: [] })).toThrow(
    "params.access.user_id",
  );
});

test("work does not grow with what nobody asked for", () => {
  const read = (members: number): number => {
    let reads = 0;
    const counted = (fields: object): object =>
      new Proxy(fields, { get: (held, name) => ((reads += 1), Reflect.get(held, name)) });
    const list = Array.from({ length: members }, (_, index) => counted({ id: String(index), name: "A" }));
    const bare: InvocationShape = { permissions: ["message"], messageTypes: ["text"] };
    parseInvocation(
      {
        at: 1e12,
        organizationId: "1",
        params: counted({ message: counted(text), chat: counted({ members: list }), recent: list }) as Params,
        fields: {},
      },
      bare,
      { slug: "keep-note", key: "d", hash: (words) => words, signal: () => neverAborted },
    );
    return reads;
  };
  expect(read(100_000)).toBe(read(1));
});

test("at most ten different paths are reported, each once", () => {
  const odd = Object.fromEntries(
    ["email", "language", "country", "timezone", "name", "first_name"].map((name) => [name, 5]),
  );
  const members = Array.from({ length: 1_000 }, () => ({ id: "1", status: {}, ...odd }));
  const { odd: paths } = parse({ user: { id: "1", ...odd }, chat: { members } });
  expect(paths).toHaveLength(10);
  expect(new Set(paths).size).toBe(10);
});

test.each<[string, Params]>([
  ["params.user must be an object", { user: [] }],
  ["params.user.id must be an id", { user: { id: {} } }],
  ["params.message must be an object", { message: [] }],
  ["params.message.id must be an id", { message: { ...text, id: {} } }],
  ["params.message.id must be an id", { message: { ...text, id: 'no-id:["1",2,"a"]' } }],
  ["params.message.sender.id must be an id", { message: { text: "a", sender: { id: 1.5 } } }],
  ["params.chat must be an object", { chat: "C" }],
  ["params.location must be an object", { location: [] }],
  ["params.access.chat_id must be an id", { access: { chat_id: [], organization: { id: "1" } } }],
  ["params.access.organization must be an object", { access: { organization: "1" } }],
])("blocks and the ids that keys are made of are strict: %s", (sentence, params) => {
  expect(() => parse(params)).toThrow(sentence);
});

test("a selection is strict about which messages it holds", () => {
  const several = { ...everything, multiSelectable: true };
  const select = (messages: unknown) => () => parse({ messages }, several, "several-messages");
  expect(select([])).toThrow("params.messages must be an object");
  expect(select({ list: {} })).toThrow("params.messages.list must be a list of objects");
  expect(select({ list: [text, 5] })).toThrow("params.messages.list must be a list of objects");
  expect(select({ count: 3, list: [text] })).toThrow("params.messages.count must be the length");
  expect(parse({ messages: { count: {}, list: [{ ...text, time: [] }, text] } }, several).odd).toEqual([
    "params.messages.count",
    "params.messages.list[].time",
  ]);
});

test("no value is ever reported, whatever JSON stands anywhere", () => {
  const field = fc.constantFrom("message", "mentions", "attachments", "user", "chat", "location", "messages");
  fc.assert(
    fc.property(field, fc.jsonValue({ maxDepth: 3, stringUnit: fc.constantFrom("Ω", "✗") }), (name, value) => {
      try {
        expect(parse({ [name]: value }).odd.join()).not.toMatch(/[Ω✗]/);
      } catch (error) {
        expect((error as { code?: string }).code).toMatch(/malformed_invocation|user_error/);
        expect((error as Error).message).not.toMatch(/Ω/);
      }
    }),
    { numRuns: 500 },
  );
});
