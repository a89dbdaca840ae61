import { expect, expectTypeOf, test } from "vitest";
import { text } from "../reply/message.ts";
import { defineForm } from "./define-form.ts";
import type { FormValues } from "./form-values.ts";

interface Desk {
  readonly open: (subject: string) => Promise<string>;
}

const report = defineForm({
  name: "Report",
  title: "Report it",
  context: { business: "string", count: "number" },
  inputs: {
    title: { type: "text", label: "Title" },
    priority: {
      type: "select",
      label: "Priority",
      options: ["low", { label: "High!", value: "high" }],
      triggerOnChange: true,
    },
    tags: { type: "checkbox", label: "Tags", options: ["a", "b"], optional: true },
    urgent: { type: "toggle", label: "Urgent" },
    people: { type: "native_select", label: "People", dataSource: "contacts", multiple: true, optional: true },
    service: { type: "dynamic_select", label: "Service" },
    impact: { type: "textarea", label: "Impact", later: true },
    count: { type: "number", label: "Count", optional: true },
  },
  permissions: { submit: ["user"], change: [], options: ["user"] },
  async submit({ values, context, user, invalid }, { desk }: { desk: Desk }) {
    expectTypeOf(values.priority).toEqualTypeOf<"low" | "high">();
    expectTypeOf(values.title).toEqualTypeOf<string>();
    expectTypeOf(values.tags).toEqualTypeOf<readonly ("a" | "b")[]>();
    expectTypeOf(values.impact).toEqualTypeOf<string | undefined>();
    expectTypeOf(values.count).toEqualTypeOf<number | undefined>();
    expectTypeOf(values.urgent).toEqualTypeOf<boolean>();
    expectTypeOf(context).toEqualTypeOf<{ readonly business: string; readonly count: number }>();
    if (values.title === "bad") return invalid({ title: "No." });
    // @ts-expect-error -- there is no such field
    if (values.title === "worse") return invalid({ titel: "No." });
    // @ts-expect-error -- there is no such option
    if (values.priority === "urgent") return text("never");
    // @ts-expect-error -- there is no such field
    void values.unknown;
    return text(`${await desk.open(values.title)} ${user.name}`);
  },
  change({ changed, values, fields }) {
    expectTypeOf(values.priority).toEqualTypeOf<"low" | "high" | undefined>();
    if (changed !== "priority") return [];
    // @ts-expect-error -- without it nobody could send the form any more
    fields.remove("title");
    // @ts-expect-error -- its value is never undefined, so that it cannot be left empty
    fields.update("title", { optional: true });
    fields.update("count", { optional: true });
    return [
      fields.addAfter("priority", "impact", "none"),
      fields.remove("tags"),
      fields.update("title", { value: "x" }),
    ];
  },
  options: {
    service: async ({ query, user }) => [query, user.name],
  },
});

test("a form's values, context and ports have the types it declares", () => {
  expectTypeOf<Parameters<NonNullable<(typeof report)["serve"]>>[1]>().toEqualTypeOf<{ desk: Desk }>();
  expectTypeOf<FormValues<{ a: { type: "text"; label: "A" } }>>().toEqualTypeOf<{ readonly a: string }>();
  expect(report.handlers).toEqual({
    form_submit_handler: ["user"],
    form_change_handler: [],
    form_dynamic_select_handler: ["user"],
  });
  report.open({ context: { business: "b", count: 1 }, prefill: { title: "x", priority: "low", people: ["1"] } });
  // @ts-expect-error -- the context is needed
  expect(() => report.open({ prefill: {} })).toThrow("another context");
  // @ts-expect-error -- there is no such option
  report.open({ context: { business: "b", count: 1 }, prefill: { priority: "urgent" } });
  defineForm({
    name: "Plain",
    title: "T",
    inputs: { a: { type: "text", label: "A" } },
    submit(submission) {
      // @ts-expect-error -- who it is needs the permission "user"
      void submission.user;
      return text("x");
    },
  }).open();
});
