import { expect, test } from "vitest";
import { toResponseBody } from "./envelope.ts";
import { text } from "./message.ts";
import { Reply } from "./reply.ts";
import { fillSlots, hasSlots, slotJson } from "./slots.ts";

const held = new Reply(
  `{"name":${slotJson({ functionName: "Say\0 yes" })},"kept":${slotJson({ functionName: "Say no", sealed: { of: ["\0"] } })}}`,
);

test("a reply is given once each slot has its value, whatever the values hold", () => {
  const filled = fillSlots(held, (slot) => ("sealed" in slot ? JSON.stringify(slot.sealed) : `"${slot.functionName}"`));
  expect(JSON.parse(toResponseBody(filled))).toEqual({ output: { name: '"Say\0 yes"', kept: '{"of":["\\u0000"]}' } });
  expect([hasSlots(held), hasSlots(filled)]).toEqual([true, false]);
});

test("a reply whose slots nobody filled is refused, and says what is missing", () => {
  expect(() => toResponseBody(held)).toThrow(expect.objectContaining({ code: "invalid_reply" }));
  expect(() => toResponseBody(held)).toThrow(/without functions\(\) in lambda\.ts/);
});

test("nothing that people write is a slot", () => {
  const written = text('\0{"functionName":"Say yes"}\0');
  expect(hasSlots(written)).toBe(false);
  expect(() => toResponseBody(written)).not.toThrow();
});

test("what no builder made has no slots and stays what it is", () => {
  const made = { json: "\0" } as unknown as Reply;
  expect(hasSlots(made)).toBe(false);
  expect(fillSlots(made, () => "")).toBe(made);
});
