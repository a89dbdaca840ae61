import { expect, test } from "vitest";
import { messagesUnder, selectionLimit, toggleSelected } from "./choose-messages.ts";

test("a message is added once and taken out again", () => {
  expect(toggleSelected(["a"], "b")).toEqual(["a", "b"]);
  expect(toggleSelected(["a", "b"], "a")).toEqual(["b"]);
});

test("the twenty-sixth message is refused", () => {
  const full = Array.from({ length: selectionLimit }, (_, index) => `m${index}`);
  expect(toggleSelected(full, "one-more")).toBeUndefined();
  expect(toggleSelected(full, "m0")).toHaveLength(selectionLimit - 1);
});

test("a menu on a selected message is about all of them, that one first", () => {
  expect(messagesUnder("b", ["a", "b", "c"])).toEqual(["b", "a", "c"]);
  expect(messagesUnder("z", ["a", "b"])).toEqual(["z"]);
});
