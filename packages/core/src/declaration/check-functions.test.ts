import { expect, test } from "vitest";
import { functionsProblem } from "./check-functions.ts";
import type { FunctionDeclaration } from "./function-declaration.ts";
import { functionHandlers, mainHandlers } from "../function-handlers.ts";
import { toManifestFunction } from "./manifest.ts";

const form: FunctionDeclaration = {
  name: "Note form",
  description: "Asks for a priority",
  type: "form",
  handlers: { form_submit_handler: ["user", "message"], form_change_handler: ["chat"] },
};

test.each([
  ['function "f": name has 31 characters', { name: "x".repeat(31) }],
  ['function "f": description has 301 characters; Cliq allows 300.', { description: "x".repeat(301) }],
  ['function "f": type holds "card"', { type: "card" }],
  ['function "f": handlers holds "button_handler"', { handlers: { button_handler: [] } }],
  ['function "f": form_view_handler holds "chat"; Cliq knows user.', { handlers: { form_view_handler: ["chat"] } }],
  ['function "f": form_view_handler holds', { handlers: { form_submit_handler: [], form_view_handler: ["chat"] } }],
  ['function "f": adopt must be an id', { adopt: "my function" }],
])("what Cliq would refuse is named: %s", (problem, change) => {
  expect(functionsProblem({ f: { ...form, ...change } as FunctionDeclaration })).toContain(problem);
});

test("a function of each type has a main handler of that type", () => {
  expect(Object.entries(mainHandlers).map(([type, handler]) => [type, handler, functionHandlers[handler].of])).toEqual([
    ["button", "button_handler", "button"],
    ["form", "form_submit_handler", "form"],
    ["widget_button", "widget_button_handler", "widget_button"],
  ]);
});

test("keys are part of the ledger and keep to its alphabet", () => {
  expect(functionsProblem({ "a/b": form })).toContain('function "a/b": its key needs');
  for (const [key, better] of [
    ["askWhen", "ask-when"],
    ["_2 Ask", "ask"],
    ["Ä", "report"],
    ["a".repeat(41), "a".repeat(40)],
  ] as const)
    expect(functionsProblem({ [key]: form })).toContain(`at most 40, such as "${better}".`);
  expect(functionsProblem({ "ask-priority": form })).toBeUndefined();
});

test("the manifest names a function by its action and key, with its handlers in order", () => {
  expect(toManifestFunction("keep-note", "ask", { ...form, adopt: "53" })).toEqual({
    slug: "keep-note/ask",
    name: "Note form",
    description: "Asks for a priority",
    function_type: "form",
    handlers: [
      { type: "form_change_handler", permissions: ["chat"] },
      { type: "form_submit_handler", permissions: ["user", "message"] },
    ],
    adopt: "53",
  });
});
