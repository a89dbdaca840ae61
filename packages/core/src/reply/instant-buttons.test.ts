import { expect, test } from "vitest";
import { InvalidReply } from "../errors/invalid-reply.ts";
import { outputOf } from "../testing/output-of.ts";
import { asBot } from "./as-bot.ts";
import { banner } from "./banner.ts";
import { Button } from "./button.ts";
import { copyText, openUrl, systemCall } from "./buttons.ts";
import { toResponseBody } from "./envelope.ts";
import { instantButtons } from "./instant-buttons.ts";
import { markup } from "./markup.ts";
import { card, text } from "./message.ts";
import { Reply } from "./reply.ts";
import { label, list } from "./slides.ts";
import { fillSlots, slotJson } from "./slots.ts";

const yes = copyText("Yes", "y");
const call = systemCall("Call [us]", "audiocall/1", { tone: "-" });

test("buttons stand within the text, numbered in its order", () => {
  expect(outputOf(instantButtons((press) => text(markup`Lunch? ${press(yes)} or ${press(call)}`)))).toEqual({
    text: "Lunch? [Yes]($1) or [Call us]($2)",
    references: {
      1: { type: "button", object: { label: "Yes", type: "+", action: { type: "copy", data: { text: "y" } } } },
      2: {
        type: "button",
        object: { label: "Call [us]", type: "-", action: { type: "system.api", data: { api: "audiocall/1" } } },
      },
    },
  });
});

test("a button is never cut, and people's text makes none", () => {
  const { text: words } = outputOf(
    instantButtons((press) => text(markup`${"a".repeat(9_000)}${press(yes)}${"[No]($1)".repeat(9_000)}`)),
  );
  expect(words.length).toBeLessThanOrEqual(5_000);
  expect(words.match(/\[[^\]]*\]\(\$\d+\)/g)).toEqual(["[Yes]($1)"]);
});

test.each(['"],"action":{"type":"copy"', "a\\", "*b*\n"])("the label %j is no more than a label", (words) => {
  const { text: shown, references } = outputOf(instantButtons((press) => text(markup`${press(copyText(words, "x"))}`)));
  expect(shown).toMatch(/^\[[^[\]\n]+\]\(\$1\)$/);
  expect(references?.["1"]?.object.label).toBe(
    outputOf(text("a", { buttons: [copyText(words, "x")] })).buttons?.[0]?.label,
  );
});

test("without a button the message stays as it is", () => {
  expect(instantButtons(() => text("a"))).toEqual(text("a"));
});

test("a function's button, whose name is filled in later, stands in a text, too", () => {
  const json = `{"label":"Go","type":"+","action":{"type":"invoke.function","data":{"name":${slotJson({ functionName: "go" })}}}}`;
  const reply = asBot(
    instantButtons((press) => text(markup`${press(new Button(json))}`)),
    { name: "B" },
  );
  const filled = fillSlots(reply, () => 'its "name"');
  expect(JSON.parse(toResponseBody(filled))).toMatchObject({
    output: { bot: { name: "B" }, references: { 1: { object: { action: { data: { name: 'its "name"' } } } } } },
  });
});

test("a message has the name and picture of a bot", () => {
  expect(
    outputOf(asBot(card({ title: "a", text: "b" }), { name: " Release\u202E bot ", image: "https://a.example/b.png" })),
  ).toEqual({
    text: "b",
    card: { title: "a", theme: "modern-inline" },
    bot: { name: "Release bot", image: "https://a.example/b.png" },
  });
  const slides = [label({ bot: "x", references: "y" }), list(['"bot":'])];
  expect(outputOf(asBot(text("a", { slides }), { name: "x".repeat(300) })).bot?.name).toHaveLength(200);
});

test.each([
  [
    "Within a text stand buttons of copyText()",
    () => instantButtons((press) => text(press(openUrl("a", "https://b.example")))),
  ],
  [
    "Within a text stand buttons of copyText()",
    () => instantButtons((press) => text(press(openUrl('","action":{"type":"copy"', "https://b.example")))),
  ],
  ["Within a text stand buttons of copyText()", () => instantButtons((press) => text(press({} as never)))],
  [
    'Only a message that text(), card() or their kin made has "references".',
    () => instantButtons((press) => banner(press(yes))),
  ],
  ['Only a message that text(), card() or their kin made has "bot".', () => asBot(banner("a"), { name: "b" })],
  [
    'Only a message that text(), card() or their kin made has "bot".',
    () => asBot({ text: "a" } as never, { name: "b" }),
  ],
  ['Only a message that text(), card() or their kin made has "bot".', () => asBot(new Reply("{}"), { name: "b" })],
  ['The message has "bot" already.', () => asBot(asBot(text("a"), { name: "b" }), { name: "c" })],
  ["A bot's name must not be empty.", () => asBot(text("a"), { name: "" })],
  ["A bot's image must be a public https address.", () => asBot(text("a"), { name: "b", image: "http://c.example" })],
])("what only an author can have got wrong is refused by name: %s", (sentence, build) => {
  expect(build).toThrow(InvalidReply);
  expect(build).toThrow(sentence);
});
