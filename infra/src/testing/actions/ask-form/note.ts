import { defineForm } from "@cliq-actions/core";
import { showNote } from "./again.ts";

const colours = ["red", "green", "grey"];

/** A form of a few fields: one is checked, one adds another one, and one is searched. */
export const note = defineForm({
  name: "Note",
  title: "Write a note",
  context: { about: "string" },
  inputs: {
    words: { type: "text", label: "Words" },
    kind: { type: "select", label: "Kind", options: ["short", "long"], triggerOnChange: true },
    more: { type: "textarea", label: "More", later: true, optional: true },
    colour: { type: "dynamic_select", label: "Colour", optional: true },
  },
  permissions: { submit: ["user"] },

  submit({ values, context, user, invalid }) {
    if (values.words === context.about) return invalid({ words: "Use words of your own." });
    return showNote(`${values.words} (${values.kind}) ${values.more ?? ""} by ${user.name}`, 1);
  },
  change: ({ values, fields }) =>
    values.kind === "long" ? [fields.addAfter("kind", "more")] : [fields.remove("more")],
  options: { colour: ({ query }) => colours.filter((colour) => colour.includes(query)) },
});
