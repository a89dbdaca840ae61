import fc from "fast-check";
import { expect, test } from "vitest";
import { edit } from "../functions/message-edit.ts";
import { banner } from "../reply/banner.ts";
import { text } from "../reply/message.ts";
import type { Reply } from "../reply/reply.ts";
import { isBlank } from "../text/is-blank.ts";
import { callOf } from "../testing/call-of.ts";
import { outputOf } from "../testing/output-of.ts";
import { defineForm } from "./define-form.ts";
import { contextInput } from "./open-form.ts";

let seen: unknown;
const second = defineForm({
  name: "Second",
  title: "Second step",
  inputs: { note: { type: "textarea", label: "Note" } },
  submit: ({ values }) => text(values.note),
});
const form = defineForm({
  name: "First",
  title: "First step",
  hint: "Tell us",
  buttonLabel: "Next",
  context: { business: "string" },
  inputs: {
    title: { type: "text", label: "Title", placeholder: "In short", maxLength: 20 },
    level: {
      type: "radio",
      label: "Level",
      options: ["low", { label: "High!", value: "high" }],
      triggerOnChange: true,
    },
    service: { type: "dynamic_select", label: "Service", optional: true },
    impact: { type: "textarea", label: "Impact", later: true },
  },
  permissions: { submit: ["user", "chat", "message"], change: ["chat"], options: ["user"] },
  submit(submission) {
    seen = submission;
    const { values, invalid } = submission;
    if (values.title === "taken") return invalid({ title: "Choose another one." });
    if (values.title === "edit") return edit(text("edited"));
    return second.open({ prefill: { note: values.title } });
  },
  change(change) {
    seen = change;
    const { changed, values, fields } = change;
    if (changed === "level" && values.level === "high") {
      return [
        fields.addAfter("level", "impact", "none\nyet"),
        fields.addBefore("title", "impact"),
        fields.remove("service"),
        fields.clear("title"),
        fields.enable("title"),
        fields.disable("title"),
        fields.update("title", { label: "Other", value: "x", optional: false }),
      ];
    }
    return [];
  },
  options: {
    service: ({ query, user }) => [query, { label: user.name, value: "v" }],
  },
  cancel: ({ context }) => banner(`closed ${context.business}`),
});

const context = JSON.stringify({ business: "b-1" });
const formOf = (values: object, more: object = {}): object => ({
  form: { name: "First", action: "submit", values: { [contextInput]: context, ...values }, ...more },
});
const outputFor = async (handler: Parameters<typeof callOf>[0], params: object): Promise<Record<string, unknown>> =>
  outputOf((await form.serve?.(callOf(handler, params), undefined)) as Reply) as never;
const submit = async (values: object, more?: object): Promise<Record<string, unknown>> =>
  outputFor("form_submit_handler", formOf(values, more));

test("an opened form is the wire's form: declared fields that are shown, what they hold, and the sealed context last", () => {
  const opened = outputOf(
    form.open({ context: { business: "b-1" }, prefill: { title: "A\ntitle\u202E longer than twenty", level: "high" } }),
  );
  expect(opened).toEqual({
    type: "form",
    title: "First step",
    name: "First",
    version: 1,
    hint: "Tell us",
    button_label: "Next",
    trigger_on_cancel: true,
    inputs: [
      {
        type: "text",
        name: "title",
        label: "Title",
        placeholder: "In short",
        mandatory: true,
        max_length: 20,
        value: "A title longer than…",
      },
      {
        type: "radio",
        name: "level",
        label: "Level",
        mandatory: true,
        trigger_on_change: true,
        options: [
          { label: "low", value: "low" },
          { label: "High!", value: "high" },
        ],
        value: "high",
      },
      { type: "dynamic_select", name: "service", label: "Service", mandatory: false },
      { type: "hidden", name: "_context", value: context },
    ],
    action: { type: "invoke.function", name: "First" },
  });
});

test("a submission has its values, its context and what is permitted, and may go on to the next form", async () => {
  const next = await submit({
    title: "Broken",
    level: { label: "High!", value: "high" },
    service: { label: "Mail", value: "m" },
  });
  expect(next).toMatchObject({
    type: "form",
    name: "Second",
    inputs: [{ name: "note", value: "Broken" }, { name: "_context" }],
  });
  expect(seen).toMatchObject({
    slug: "test-action",
    context: { business: "b-1" },
    values: { title: "Broken", level: "high", service: { label: "Mail", value: "m" }, impact: undefined },
    user: { name: "Scott Fisher" },
    chat: { title: "#support" },
  });
  expect(await submit({ title: "edit", level: "low" })).toEqual({ type: "message_edit", text: "edited" });
});

test("what does not fit a field is said beside it, and the author's code is not asked", async () => {
  seen = undefined;
  expect(await submit({ level: "medium" })).toEqual({
    type: "form_error",
    text: "Please correct the form.",
    inputs: { title: "Fill this in.", level: "Choose one of the options." },
  });
  expect(await submit({ title: "t".repeat(21), level: "low" })).toMatchObject({
    inputs: { title: "Write at most 20 characters." },
  });
  expect(seen).toBeUndefined();
  expect(await submit({ title: "taken", level: "low" })).toMatchObject({ inputs: { title: "Choose another one." } });
});

test("a change of a field may do all seven things to the form", async () => {
  const changed = {
    ...formOf({ level: { value: "high" } }, { action: "change" }),
    target: { name: "level", value: "high" },
  };
  expect(await outputFor("form_change_handler", changed)).toEqual({
    type: "form_modification",
    actions: [
      {
        type: "add_after",
        name: "level",
        input: { type: "textarea", name: "impact", label: "Impact", mandatory: true, value: "none\nyet" },
      },
      {
        type: "add_before",
        name: "title",
        input: { type: "textarea", name: "impact", label: "Impact", mandatory: true },
      },
      { type: "remove", name: "service" },
      { type: "clear", name: "title" },
      { type: "enable", name: "title" },
      { type: "disable", name: "title" },
      {
        type: "update",
        name: "title",
        input: {
          type: "text",
          name: "title",
          label: "Other",
          placeholder: "In short",
          mandatory: true,
          max_length: 20,
          value: "x",
        },
      },
    ],
  });
  expect(seen).toMatchObject({ changed: "level", values: { level: "high" }, chat: { title: "#support" } });
  const unknown = { ...formOf({}, { action: "change" }), target: { name: "toString" } };
  expect(await outputFor("form_change_handler", unknown)).toEqual({ type: "form_modification", actions: [] });
});

test("what a person types into a dynamic select finds options", async () => {
  const typed = { ...formOf({}, { action: "input" }), target: { name: "service", query: "ma" } };
  expect(await outputFor("form_dynamic_select_handler", typed)).toEqual({
    options: [
      { label: "ma", value: "ma" },
      { label: "Scott Fisher", value: "v" },
    ],
  });
  expect(await outputFor("form_dynamic_select_handler", { ...formOf({}), target: { name: "title" } })).toEqual({
    options: [],
  });
  const half = { ...formOf({}, { action: "input" }), target: { name: "service", query: "\ud83d" } };
  expect(await outputFor("form_dynamic_select_handler", half)).toEqual({
    options: [{ label: "Scott Fisher", value: "v" }],
  });
});

test("a form that was closed tells its author, and one of another context is refused in words", async () => {
  expect(await submit({}, { action: "cancel" })).toMatchObject({ type: "banner", text: "closed b-1" });
  await expect(submit({ [contextInput]: '{"other":1}' })).rejects.toThrow("from before a change");
  await expect(outputFor("form_view_handler", formOf({}))).rejects.toThrow("a handler of a form");
});

test("what people wrote is shown within Cliq's limits, and what would not be seen is said in other words", async () => {
  const words = fc.string({ unit: "binary", maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(words, words, words, async (one, other, third) => {
      const echo = defineForm({
        name: "Echo",
        title: "Echo",
        inputs: {
          a: { type: "text", label: "A", placeholder: "P", triggerOnChange: true },
          b: { type: "dynamic_select", label: "B", optional: true },
        },
        change: ({ fields }) => [fields.update("a", { label: one, placeholder: other, value: third })],
        options: { b: () => [one, other, { label: third, value: "v" }] },
        submit: ({ invalid }) => invalid({ a: one, b: other }, third),
      });
      const given = { form: { values: { [contextInput]: "{}", a: "x" } } };
      const ask = async (handler: Parameters<typeof callOf>[0], name: string): Promise<never> =>
        outputOf(await echo.serve!(callOf(handler, { ...given, target: { name } }), undefined)) as never;
      const shown = (text: string, limit: number): void => {
        expect(isBlank(text)).toBe(false);
        expect(text.length).toBeLessThanOrEqual(limit);
        expect(text).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}/u);
      };
      const { actions }: { actions: [{ input: { label: string; placeholder: string } }] } = await ask(
        "form_change_handler",
        "a",
      );
      shown(actions[0].input.label, 50);
      shown(actions[0].input.placeholder, 100);
      const { options }: { options: { label: string }[] } = await ask("form_dynamic_select_handler", "b");
      for (const { label } of options) shown(label, 100);
      const error: { text: string; inputs: { a: string; b: string } } = await ask("form_submit_handler", "a");
      for (const text of [error.text, error.inputs.a, error.inputs.b]) shown(text, 300);
    }),
  );
});
