import { expect, test } from "vitest";
import { text } from "../reply/message.ts";
import { defineForm } from "./define-form.ts";

const plain = { name: "F", title: "T", submit: () => text("x") };
const declare = (inputs: object, more: object = {}): unknown => defineForm({ ...plain, inputs, ...more } as never);
const field = { type: "text", label: "L" };

test.for<[string, object, object?]>([
  ["name must not be empty", { a: field }, { name: "" }],
  ["title must not be empty", { a: field }, { title: " " }],
  ['"submitt" is not one of', { a: field }, { submitt: 1 }],
  ['"cancel" is not one of submit', { a: field }, { permissions: { cancel: [] } }],
  ["inputs needs 1 to 24 fields, not 0", {}],
  [
    "inputs needs 1 to 24 fields, not 25",
    Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`f${index}`, field])),
  ],
  ['input "_context": its name must be', { _context: field }],
  ['input "toString": its name must be', { toString: field }],
  ['input "a": type holds "colour"', { a: { type: "colour", label: "L" } }],
  ['input "a": label must not be empty', { a: { type: "text" } }],
  ['input "a": label has 51 characters', { a: { type: "text", label: "x".repeat(51) } }],
  ['input "a": placeholder has 101', { a: { ...field, placeholder: "x".repeat(101) } }],
  ['input "a": "multiple" is not one of', { a: { ...field, multiple: true } }],
  ['input "a": maxLength must be a whole number from 1 to 100', { a: { ...field, maxLength: 101 } }],
  ['input "a": format holds "mail"', { a: { ...field, format: "mail" } }],
  ['input "a": options must be a list of 1 to 100', { a: { type: "select", label: "L", options: [] } }],
  ['input "a": options must be a list of 2 to 5', { a: { type: "radio", label: "L", options: ["one"] } }],
  [
    'input "a": options must be a list of 1 to 5',
    { a: { type: "checkbox", label: "L", options: ["a", "b", "c", "d", "e", "f"] } },
  ],
  ['input "a": options has the same value twice', { a: { type: "select", label: "L", options: ["x", "x"] } }],
  [
    'input "a": an option\'s value has 51',
    { a: { type: "radio", label: "L", options: ["x", { label: "y", value: "y".repeat(51) }] } },
  ],
  ['input "a": dataSource holds "people"', { a: { type: "native_select", label: "L", dataSource: "people" } }],
  ['input "a": maxSizeKb must be', { a: { type: "file", label: "L", maxSizeKb: 51_201 } }],
  ['input "a": "label" is not one of', { a: { type: "hidden", label: "L" } }],
  ["triggerOnChange, and there is no change", { a: { ...field, triggerOnChange: true } }],
  ["no field with triggerOnChange", { a: field }, { change: () => [] }],
  ['options needs a function for "a"', { a: { type: "dynamic_select", label: "L" } }],
  ['options has "b", which is no dynamic_select', { a: field }, { options: { b: () => [] } }],
  ["context.a holds", { a: field }, { context: { a: "text" } }],
])("a form is refused at import: %s", ([problem, inputs, more]) => {
  expect(() => declare(inputs, more)).toThrow(problem);
});
