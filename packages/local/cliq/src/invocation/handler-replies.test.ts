import { expect, test } from "vitest";
import type { EventHandler } from "../functions/handler-names.ts";
import { problemOfOutput } from "./problems-of-output.ts";

const message = { text: "Done" };
const banner = { type: "banner", status: "success", text: "Done" };
const input = { type: "text", name: "a", label: "A" };
const form = { type: "form", name: "f", title: "F", inputs: [input], action: { type: "invoke.function", name: "F" } };
const edit = { type: "message_edit", text: "Done" };
const errors = { type: "form_error", text: "No", inputs: { a: "Too short" } };
const changes = {
  type: "form_modification",
  actions: [{ type: "add_after", name: "a", input: { ...input, name: "b" } }],
};
const options = { options: [{ label: "One", value: "1" }] };
const all = { message, banner, form, edit, errors, changes, options };

test.each([
  ["execution_handler", ["message", "banner", "form"]],
  ["button_handler", ["message", "banner", "form", "edit"]],
  ["form_submit_handler", ["message", "banner", "form", "edit", "errors"]],
  ["form_change_handler", ["changes"]],
  ["form_dynamic_select_handler", ["options"]],
] as const)("a %s may reply with these alone, or with nothing", (handler: EventHandler, may) => {
  expect(problemOfOutput("", handler)).toBeUndefined();
  const taken = Object.entries(all).filter(([, reply]) => problemOfOutput(reply, handler) === undefined);
  expect(taken.map(([name]) => name)).toEqual([...may]);
});

test.each([
  ["an error without any words", "form_submit_handler", { type: "form_error" }, "The form error needs a text, or"],
  [
    "an error in another place",
    "form_submit_handler",
    { type: "form_error", inputs: ["x"] },
    "inputs must be an object.",
  ],
  [
    "changes under the other name",
    "form_change_handler",
    { type: "form_modification", action: [] },
    "actions must be a list.",
  ],
  [
    "an unknown change",
    "form_change_handler",
    { type: "form_modification", actions: [{ type: "hide", name: "a" }] },
    "actions[0].type must be one of remove, clear, enable, disable, update, add_before, add_after.",
  ],
  [
    "an input that is added and missing",
    "form_change_handler",
    { type: "form_modification", actions: [{ type: "add_before", name: "a" }] },
    "actions[0].input is missing.",
  ],
  [
    "an input that is wrong",
    "form_change_handler",
    { type: "form_modification", actions: [{ type: "update", name: "a", input: { ...input, label: "x".repeat(51) } }] },
    "actions[0].input.label has 51 characters; Cliq takes at most 50.",
  ],
  [
    "an option without a label",
    "form_dynamic_select_handler",
    { options: [{ value: "1" }] },
    "options[0].label must be",
  ],
  [
    "too many options",
    "form_dynamic_select_handler",
    { options: Array.from({ length: 101 }, () => ({ label: "x" })) },
    "has 101 options",
  ],
  ["an edit without words", "button_handler", { type: "message_edit", buttons: [] }, "The message edit needs a text"],
] as const)("%s is told", (_, handler: EventHandler, reply, problem) => {
  expect(problemOfOutput(reply, handler)).toContain(problem);
});
