import { expect, test } from "vitest";
import { findByLetter, moveFocus } from "./move-focus.ts";
import { placeMenu } from "./place-menu.ts";

const screen = { width: 1000, height: 800 };
const menu = { width: 300, height: 200 };

test("a menu opens at the pointer when there is room", () => {
  expect(placeMenu({ x: 100, y: 100 }, menu, screen)).toEqual({ x: 100, y: 100 });
});

test("near the lower right corner it opens to the upper left", () => {
  expect(placeMenu({ x: 990, y: 790 }, menu, screen)).toEqual({ x: 690, y: 590 });
});

test("on a phone it stays inside the margins", () => {
  expect(placeMenu({ x: 200, y: 100 }, menu, { width: 320, height: 600 })).toEqual({ x: 12, y: 100 });
});

test("arrows wrap, Home and End jump, other keys do nothing", () => {
  expect(moveFocus("ArrowDown", 2, 3)).toBe(0);
  expect(moveFocus("ArrowUp", 0, 3)).toBe(2);
  expect(moveFocus("End", 0, 3)).toBe(2);
  expect(moveFocus("Home", 2, 3)).toBe(0);
  expect(moveFocus("x", 0, 3)).toBeUndefined();
  expect(moveFocus("ArrowDown", 0, 0)).toBeUndefined();
});

test("a letter goes to the next entry that begins with it", () => {
  const labels = ["Add row", "Keep row", "Add note"];
  expect(findByLetter("a", labels, 0)).toBe(2);
  expect(findByLetter("a", labels, 2)).toBe(0);
  expect(findByLetter("z", labels, 0)).toBeUndefined();
});
