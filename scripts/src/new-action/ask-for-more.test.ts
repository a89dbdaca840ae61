import { expect, test } from "vitest";
import type { Prompter } from "../terminal/prompter.ts";
import { askForMore } from "./ask-for-more.ts";

/** A person who gives these answers in order, and whose Enter takes what is offered. */
function person(...answers: readonly string[]): Prompter & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: async (question, offered = "") => {
      const answer = answers[asked.push(question) - 1] ?? "";
      return Promise.resolve(answer === "" ? offered : answer);
    },
    askSecret: async () => Promise.reject(new Error("No secret is asked for")),
  };
}

test("Enter at every question takes what is taken without a terminal", async () => {
  const { asked, ...prompter } = person();
  expect(await askForMore("count-lines", {}, prompter)).toEqual({
    name: "Count lines",
    hint: "Count lines for this message",
    messageTypes: "text",
    multiSelect: false,
  });
  expect(asked).toHaveLength(6);
});

test("what the command line says is not asked", async () => {
  const { asked, ...prompter } = person("yes");
  const given = { name: "Count", hint: "h", messageTypes: "link", connection: ["desk=https://desk.example"] };
  expect(await askForMore("count-lines", given, prompter)).toEqual({ ...given, multiSelect: true, deluge: false });
  expect(asked).toEqual(["Can several messages be selected at once? (yes/no)"]);
});

test("an action that a script serves is not asked for a system, and one that calls a system gets it", async () => {
  const script = person("", "", "", "no", "YES");
  expect(await askForMore("count-lines", {}, script)).toMatchObject({ deluge: true });
  expect(script.asked.join()).not.toContain("https://origin");
  const caller = person("", "", "text,link", "y", "", "desk=https://desk.example");
  expect(await askForMore("count-lines", {}, caller)).toMatchObject({
    messageTypes: "text,link",
    multiSelect: true,
    connection: ["desk=https://desk.example"],
  });
});
