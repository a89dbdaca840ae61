import { expect, test } from "vitest";
import { findRoot, placeExchange } from "./place-exchange.ts";

type Placed = Parameters<typeof placeExchange>[0];

const answered = (output: unknown, use?: Placed["use"], problem?: string): Placed => ({
  ...(use && { use }),
  report: { outcome: "answered", output, ...(problem !== undefined && { problem }) },
});
const form = { type: "form", name: "f" };
const edit = { type: "message_edit", text: "Done" };

/** A card whose button opens a form, which is submitted; and an action that opens a form at once. */
const all: Readonly<Record<string, Placed>> = {
  card: answered({ text: "Card" }),
  pressed: answered(form, { do: "click", of: "card" }),
  asked: answered(form),
};
const find = (id: string): Placed | undefined => all[id];
const place = (placed: Placed): unknown => placeExchange(placed, find);

test("a choice of an action has a reply of its own, whatever it says", () => {
  for (const output of [{ text: "x" }, form, "", undefined]) expect(place(answered(output))).toEqual({ kind: "entry" });
});

test("an edit replaces what was clicked; from a form, the reply that led to it", () => {
  expect(place(answered(edit, { do: "click", of: "card" }))).toEqual({ kind: "edit", of: "card" });
  expect(place(answered(edit, { do: "submit", of: "pressed" }))).toEqual({ kind: "edit", of: "card" });
  expect(place(answered(edit, { do: "submit", of: "asked" }))).toEqual({ kind: "edit", of: "asked" });
  expect(findRoot("a message in a chat", find)).toBe("a message in a chat");
});

test("what a dialog shows is nowhere else, and an answer that Cliq cannot show is a reply of its own", () => {
  const submit = { do: "submit", of: "asked" } as const;
  for (const output of [form, { type: "form_error", text: "No" }, ""])
    expect(place(answered(output, submit))).toEqual({ kind: "nowhere" });
  expect(place(answered({ options: [] }, { do: "search", of: "asked" }, "A problem."))).toEqual({ kind: "nowhere" });
  expect(place(answered(edit, submit, "A problem."))).toEqual({ kind: "entry" });
  expect(place({ use: submit, report: { outcome: "timed-out" } })).toEqual({ kind: "entry" });
  expect(place(answered({ text: "Reported" }, submit))).toEqual({ kind: "entry" });
});
