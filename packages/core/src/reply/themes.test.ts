import { expect, test } from "vitest";
import { InvalidReply } from "../errors/invalid-reply.ts";
import { outputOf } from "../testing/output-of.ts";
import { copyText } from "./buttons.ts";
import { markup } from "./markup.ts";
import { card } from "./message.ts";
import { poll } from "./poll.ts";
import { prompt } from "./prompt.ts";
import { type CardSection, sectionedCard } from "./sectioned-card.ts";
import { list } from "./slides.ts";

const say = { title: "Lunch?", text: "Who is in?" };
const button = copyText("Copy", "x");

test("a poll has what it asks and what there is to choose from", () => {
  expect(outputOf(poll({ ...say, options: ["*Yes*", markup`_No_`], slides: [list(["a"])] }))).toEqual({
    text: "Who is in?",
    card: { title: "Lunch?", theme: "poll", options: [{ text: "*\u200BYes*\u200B" }, { text: "_No_" }] },
    slides: [{ type: "list", data: ["a"] }],
  });
  const ten = Array.from({ length: 10 }, () => "x".repeat(101)) as [string, string];
  expect(outputOf(poll({ ...say, options: ten })).card?.options?.map(({ text }) => text.length)).toEqual(
    Array.from({ length: 10 }, () => 100),
  );
});

test("a prompt has a button at least", () => {
  expect(outputOf(prompt({ ...say, buttons: [button] }))).toEqual({
    text: "Who is in?",
    card: { title: "Lunch?", theme: "prompt" },
    buttons: [{ label: "Copy", type: "+", action: { type: "copy", data: { text: "x" } } }],
  });
});

test("a card has sections of names and values", () => {
  const sections: CardSection[] = [
    { title: "Summary", fields: { Account: "Zylker *Corp*", "": "" } },
    { fields: { Owner: markup`*Ana*` } },
  ];
  expect(
    outputOf(sectionedCard({ ...say, thumbnail: "https://a.example/b.png", sections, buttons: [button] })),
  ).toEqual({
    text: "Who is in?",
    card: {
      title: "Lunch?",
      theme: "modern-inline",
      sections: [
        {
          title: "Summary",
          fields: [
            { title: "Account", value: "Zylker *\u200BCorp*\u200B" },
            { title: "(no text)", value: "" },
          ],
        },
        { fields: [{ title: "Owner", value: "*Ana*" }] },
      ],
      thumbnail: "https://a.example/b.png",
    },
    buttons: [{ label: "Copy", type: "+", action: { type: "copy", data: { text: "x" } } }],
  });
});

test("sections that are too large are cut, and say so", () => {
  const fields = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`field ${index}`, "x".repeat(2_000)]));
  const { card: shown } = outputOf(sectionedCard({ ...say, sections: [{ fields }] }));
  expect(JSON.stringify(shown?.sections).length).toBeLessThanOrEqual(10_000);
  expect(shown?.sections?.[0]?.fields.at(-1)).toEqual({ title: "…", value: expect.stringMatching(/^… and \d+ more$/) });
});

test("the theme basic is a card's own", () => {
  expect(outputOf(card({ ...say, theme: "basic" })).card).toEqual({ title: "Lunch?", theme: "basic" });
});

test.each([
  ["A poll has 2 to 10 options; this one has 1.", () => poll({ ...say, options: ["a"] as never })],
  ["A poll has 2 to 10 options; this one has 11.", () => poll({ ...say, options: Array(11).fill("a") as never })],
  ["Poll option must not be empty.", () => poll({ ...say, options: ["a", ""] })],
  ["A prompt has one button at least.", () => prompt({ ...say, buttons: [] as never })],
  ["A reply has 6 buttons; Cliq allows 5.", () => prompt({ ...say, buttons: Array(6).fill(button) as never })],
  ["A card's sections must be a list of at least one", () => sectionedCard({ ...say, sections: [] })],
  ["A section's fields must be a list of at least one", () => sectionedCard({ ...say, sections: [{ fields: {} }] })],
  [
    "A card has at most 20 sections; this one has 21.",
    () => sectionedCard({ ...say, sections: Array.from({ length: 21 }, () => ({ fields: { a: "b" } })) }),
  ],
])("what only an author can have got wrong is refused by name: %s", (sentence, build) => {
  expect(build).toThrow(InvalidReply);
  expect(build).toThrow(sentence);
});

test("a theme without what it needs does not compile", () => {
  // @ts-expect-error -- a poll needs options, which poll() takes
  expect(() => card({ ...say, theme: "poll" })).toThrow(InvalidReply);
  // @ts-expect-error -- a prompt needs a button, which prompt() takes
  expect(() => card({ ...say, theme: "prompt" })).toThrow(InvalidReply);
  // @ts-expect-error -- one option is no choice
  expect(() => poll({ ...say, options: ["a"] })).toThrow(InvalidReply);
  // @ts-expect-error -- nothing to answer with
  expect(() => prompt({ ...say, buttons: [] })).toThrow(InvalidReply);
});
