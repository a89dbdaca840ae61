import { card, confirmation, defineButton, defineForm, edit, type FormInputs, text } from "@cliq-actions/core";
import { change, click, outputOf, search, submit } from "@cliq-actions/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventHandler } from "../functions/handler-names.ts";
import { problemsOfOutput } from "./problems-of-output.ts";

/** Any text, half characters and controls and all. */
const words = fc.string({ unit: "binary", maxLength: 300 });
const label = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((given) => given.trim() !== "");

const inputs = {
  text: { type: "text", label: "L", placeholder: "P", format: "email", maxLength: 9, triggerOnChange: true },
  textarea: { type: "textarea", label: "L", optional: true },
  number: { type: "number", label: "L", min: 1, max: 9 },
  select: { type: "select", label: "L", options: ["a", { label: "B", value: "b" }] },
  several: { type: "select", label: "L", options: ["a", "b"], multiple: true },
  radio: { type: "radio", label: "L", options: ["a", "b"] },
  checkbox: { type: "checkbox", label: "L", options: ["a", "b"], maxSelections: 2 },
  dynamic: { type: "dynamic_select", label: "L", multiple: true },
  native: { type: "native_select", label: "L", dataSource: "channels", disabled: true },
  file: { type: "file", label: "L", maxSizeKb: 51_200 },
  hidden: { type: "hidden" },
  date: { type: "date", label: "L" },
  datetime: { type: "datetime", label: "L" },
  location: { type: "location", label: "L" },
  catalogue: { type: "catalogue", label: "L" },
  toggle: { type: "toggle", label: "L" },
  phone: { type: "phone_number", label: "L" },
  later: { type: "textarea", label: "L", later: true },
} as const satisfies FormInputs;

function expectShown(output: unknown, handler?: EventHandler): void {
  expect(problemsOfOutput(output, handler)).toEqual([]);
}

test("a form with every type of input is one that Cliq shows, whatever stands in it from the start", () => {
  const form = defineForm({
    name: "All",
    title: "All",
    hint: "H",
    buttonLabel: "B",
    context: { about: "string" },
    inputs,
    change: () => [],
    options: { dynamic: () => [] },
    submit: () => text("x"),
    cancel: () => text("x"),
  });
  fc.assert(
    fc.property(words, words, (one, other) => {
      const prefill = {
        text: one,
        textarea: other,
        number: 4,
        select: "b",
        several: ["a", "b"],
        radio: "a",
        checkbox: ["b"],
        hidden: one,
        toggle: true,
        phone: "+49 1",
      } as const;
      expectShown(outputOf(form.open({ context: { about: one }, prefill })));
    }),
  );
});

test("whatever a form and a button answer is something that Cliq shows for their handler", async () => {
  await fc.assert(
    fc.asyncProperty(words, label, async (said, name) => {
      const again = defineButton({
        name: "Again",
        args: { said: "string" },
        click: ({ args }) => edit(text(args.said)),
      });
      const form = defineForm({
        name: "Any",
        title: "Any",
        inputs: {
          what: { type: "text", label: "What", triggerOnChange: true },
          later: { type: "text", label: "Later", later: true },
          service: { type: "dynamic_select", label: "Service", optional: true },
        },
        change: ({ fields }) => [
          fields.addAfter("what", "later", said),
          fields.update("what", { label: "Other", value: said }),
          fields.remove("service"),
        ],
        options: { service: () => [{ label: name, value: name }] },
        submit: ({ values, invalid }) =>
          values.what === "wrong"
            ? invalid({ what: said || "Why" })
            : card({
                title: said || "T",
                text: said || "T",
                buttons: [
                  again.button(
                    name,
                    { said: said || "T" },
                    { confirm: confirmation({ title: name, input: name, buttonLabel: name }) },
                  ),
                ],
              }),
      });
      expectShown(await submit(form, { values: { what: "wrong" } }), "form_submit_handler");
      expectShown(await submit(form, { values: { what: "right" } }), "form_submit_handler");
      expectShown(await change(form, { field: "what" }), "form_change_handler");
      expectShown(await search(form, { field: "service", query: said }), "form_dynamic_select_handler");
      expectShown(await click(again, { args: { said: said || "T" } }), "button_handler");
    }),
    { numRuns: 60 },
  );
});
