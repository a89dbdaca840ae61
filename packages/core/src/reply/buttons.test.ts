import { expect, test } from "vitest";
import { InvalidReply } from "../errors/invalid-reply.ts";
import { outputOf } from "../testing/output-of.ts";
import type { Button } from "./button.ts";
import { copyText, openUrl, openUrlByDevice, previewUrl, systemCall } from "./buttons.ts";
import { type Confirmation, confirmation } from "./confirmation.ts";
import { text } from "./message.ts";

const wireOf = (button: Button) => outputOf(text("a", { buttons: [button] })).buttons?.[0];
const asked = { title: "Close it?", input: "Why?", buttonLabel: "Close" };

test("a page is shown inside Cliq", () => {
  expect(wireOf(previewUrl("Watch", "https://video.example/1"))).toEqual({
    label: "Watch",
    type: "+",
    action: { type: "preview.url", data: { url: "https://video.example/1" } },
  });
  expect(wireOf(previewUrl("Watch", `https://video.example/${"a".repeat(478)}`))?.action.data.url).toHaveLength(500);
});

test("each kind of device has an address of its own, in Cliq's order", () => {
  const addresses = { android: "tel:3", web: "https://a.example", iOS: "sip:2", windows: "sms:1" };
  const data = wireOf(openUrlByDevice("Call", addresses))?.action.data;
  expect(Object.entries(data ?? {})).toEqual([
    ["web", "https://a.example"],
    ["windows", "sms:1"],
    ["iOS", "sip:2"],
    ["android", "tel:3"],
  ]);
  expect(wireOf(openUrlByDevice("Call", { iOS: "sip:2" }))?.action).toEqual({
    type: "open.url",
    data: { iOS: "sip:2" },
  });
});

test.each([
  "audiocall/1",
  "videocall/1",
  "startchat/1",
  "invite/1",
  "joinchannel/P1",
  "locationpermission",
  "set_reminder",
] as const)("Cliq makes the call %s", (api) => {
  expect(wireOf(systemCall("Do", api))?.action).toEqual({ type: "system.api", data: { api } });
});

test("a key tells buttons apart, and a key of nothing is none", () => {
  expect(wireOf(copyText("a", "b", { key: " first " }))?.key).toBe("first");
  expect(wireOf(copyText("a", "b", { key: "k".repeat(200) }))?.key).toHaveLength(100);
  expect(wireOf(copyText("a", "b", { key: " " }))).not.toHaveProperty("key");
});

test("a button asks before it acts", () => {
  const all = confirmation({
    ...asked,
    description: "It cannot be opened again.",
    cancelButtonLabel: "Leave it",
    emotion: "negative",
    mandatory: true,
  });
  expect(wireOf(openUrl("Close", "https://a.example", { tone: "-", confirm: all }))).toEqual({
    label: "Close",
    type: "-",
    action: {
      type: "open.url",
      data: { web: "https://a.example" },
      confirm: {
        title: "Close it?",
        description: "It cannot be opened again.",
        input: "Why?",
        emotion: "negative",
        button_label: "Close",
        cancel_button_label: "Leave it",
        mandatory: "true",
      },
    },
  });
  expect(wireOf(copyText("a", "b", { confirm: confirmation({ ...asked, mandatory: false }) }))?.action.confirm).toEqual(
    {
      title: "Close it?",
      input: "Why?",
      button_label: "Close",
      mandatory: "false",
    },
  );
});

test("what a confirmation says is cut to its place, and shown without what hides or reorders text", () => {
  const long = "x".repeat(400);
  const shown = wireOf(
    copyText("a", "b", {
      confirm: confirmation({ title: long, input: long, buttonLabel: `a\u202E${long}`, description: " \u200B" }),
    }),
  )?.action.confirm;
  expect(Object.entries(shown ?? {}).map(([key, words]) => [key, words.length])).toEqual([
    ["title", 100],
    ["input", 300],
    ["button_label", 100],
  ]);
  expect(shown?.button_label).not.toContain("\u202E");
});

test("two confirmations are equal when they ask the same, and only then", () => {
  expect(confirmation(asked)).toEqual(confirmation({ ...asked }));
  expect(confirmation(asked)).not.toEqual(confirmation({ ...asked, input: "Which?" }));
  expect(Object.isFrozen(confirmation(asked))).toBe(true);
});

test.each([
  ["A button previews whole http or https addresses only.", () => previewUrl("a", "tel:1")],
  [
    "A button's address has 501 characters; Cliq allows 500.",
    () => previewUrl("a", `https://b.example/${"a".repeat(483)}`),
  ],
  ["A button opens an address on one of web, windows, iOS, android at least.", () => openUrlByDevice("a", {})],
  ["A button opens whole http", () => openUrlByDevice("a", { iOS: "javascript:1" })],
  [
    "A button's address has 257 characters; Cliq allows 256.",
    () => openUrlByDevice("a", { web: `https://b/${"a".repeat(247)}` }),
  ],
  ["A system call is", () => systemCall("a", "invoke.bot/1" as never)],
  ["Button key must be a string, not a number.", () => copyText("a", "b", { key: 1 as never })],
  ["A confirmation's title must not be empty.", () => confirmation({ ...asked, title: " " })],
  [
    "A confirmation's input must be a string, not nothing.",
    () => confirmation({ title: "a", buttonLabel: "b" } as never),
  ],
  ["A confirmation's button label must not be empty.", () => confirmation({ ...asked, buttonLabel: "" })],
  [
    "A confirmation's emotion is one of positive, neutral, negative.",
    () => confirmation({ ...asked, emotion: "sad" as never }),
  ],
  [
    "Whether a confirmation's input is mandatory is true or false.",
    () => confirmation({ ...asked, mandatory: "no" as never }),
  ],
])("what only an author can have got wrong is refused by name: %s", (sentence, build) => {
  expect(build).toThrow(InvalidReply);
  expect(build).toThrow(sentence);
});

test("a confirmation without its question, or a literal in its place, does not compile", () => {
  // @ts-expect-error -- Cliq always shows a field, so it has to say what for
  expect(() => confirmation({ title: "a", buttonLabel: "b" })).toThrow(InvalidReply);
  // @ts-expect-error -- a literal is no confirmation
  expect(() => copyText("a", "b", { confirm: asked })).toThrow("addTo is not a function");
  // @ts-expect-error -- a button is no confirmation
  const mixed: Confirmation = copyText("a", "b");
  expect(mixed).toBeDefined();
});
