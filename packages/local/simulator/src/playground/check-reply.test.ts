import { expect, test } from "vitest";
import { checkReply } from "./check-reply.ts";

test("every problem of a reply is told, with its path", () => {
  const reply = {
    text: "x",
    card: { title: "t".repeat(201), theme: "pink" },
    buttons: [{ label: "", type: "+", action: { type: "open.url", data: { web: "ftp://x" } } }],
  };
  const { problems, builders } = checkReply(JSON.stringify(reply));
  expect(problems.map(({ path }) => path)).toEqual([
    "card.title",
    "card.theme",
    "buttons[0].label",
    "buttons[0].action.data.web",
  ]);
  expect(problems[0]?.sentence).toBe("The message's card.title has 201 characters; Cliq takes at most 200.");
  expect(builders).toBeUndefined();
});

test("a whole answer counts for the reply inside", () => {
  const inside = { text: "x" };
  expect(checkReply(JSON.stringify({ output: inside }))).toEqual(checkReply(JSON.stringify(inside)));
  expect(checkReply('{"output":""}')).toMatchObject({ output: "", problems: [] });
});

test("what is no JSON says where", () => {
  expect(checkReply('{"text": "x",}')).toEqual({
    problems: [{ path: "", sentence: expect.stringMatching(/^This is not JSON: .*line 1 column 14/u) }],
  });
});

test("a reply of very many levels is refused with a sentence", () => {
  const sentence = "The reply has more than 100 levels of lists and objects.";
  expect(checkReply(`${"[".repeat(50_000)}${"]".repeat(50_000)}`)).toEqual({ problems: [{ path: "", sentence }] });
});
