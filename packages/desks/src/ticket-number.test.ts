import { expect, test } from "vitest";
import { toTicketNumber } from "./ticket-number.ts";

test("a number is eight unmistakable digits that depend on the key alone", () => {
  expect(toTicketNumber("key")).toBe(toTicketNumber("key"));
  expect(toTicketNumber("key")).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  const numbers = new Set(Array.from({ length: 10_000 }, (_, index) => toTicketNumber(`key ${index}`)));
  expect(numbers.size).toBe(10_000);
});
