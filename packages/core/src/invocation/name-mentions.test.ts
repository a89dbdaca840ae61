import { expect, test } from "vitest";
import { nameMentions } from "./name-mentions.ts";

const people = [{ name: "Scott Fisher" }, { name: "@Amira Benali" }];

test("a placeholder becomes the name of whom it mentions, in order", () => {
  expect(nameMentions("Thanks {@}, and {@}!", people)).toBe("Thanks @Scott Fisher, and @Amira Benali!");
});

test("only one @ before a name is taken for Cliq's own", () => {
  expect(nameMentions("{@}{@}", [{ name: "@@a" }, { name: "b@c" }])).toBe("@@a@b@c");
});

test("where it is not clear whom a placeholder means, the text stays as it is", () => {
  expect(nameMentions("Thanks {@}", people)).toBe("Thanks {@}");
  expect(nameMentions("Thanks {@}", [])).toBe("Thanks {@}");
  expect(nameMentions("Thanks", people)).toBe("Thanks");
});
