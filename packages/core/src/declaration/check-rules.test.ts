import { expect, test } from "vitest";
import type { FunctionDeclaration } from "./function-declaration.ts";
import { onlyFor } from "../policy/only-for.ts";
import { rulesProblem } from "./check-rules.ts";
import type { Rules } from "../policy/rules.ts";

const problemOf = (rules: object, more: object = {}): string | undefined =>
  rulesProblem({ permissions: ["user", "chat"], policy: onlyFor(rules as Rules), ...more });

test.each<[string, object]>([
  [
    'policy: "teams" is not one of guests, emailDomains, administrators, chats, chatTypes, whenUnknown.',
    { teams: ["1"] },
  ],
  ["policy: onlyFor needs at least one rule.", {}],
  ["policy: onlyFor needs at least one rule.", { whenUnknown: "allow" }],
  ["policy: guests can only be false; leave it out to serve guests.", { guests: true }],
  ["policy: administrators can only be true; leave it out to serve others, too.", { administrators: false }],
  ["policy: emailDomains must be a list with at least one value.", { emailDomains: [] }],
  ["policy: emailDomains must be a list with at least one value.", { emailDomains: "example.com" }],
  ...["Example.com", "@example.com", "example", "a@example.com", "-a.example", "example.com.", 7].map(
    (domain): [string, object] => [
      `policy: emailDomains holds ${JSON.stringify(domain)}; write one like "example.com".`,
      { emailDomains: ["example.org", domain] },
    ],
  ),
  ['policy: chats holds "#support"; write one like "CT_', { chats: ["#support"] }],
  ['policy: chatTypes holds "room"; Cliq knows channel, bot,', { chatTypes: ["room"] }],
  ['policy: whenUnknown holds "ask"; Cliq knows refuse, allow.', { guests: false, whenUnknown: "ask" }],
])("what cannot be held against an event is named: %s", (problem, rules) => {
  expect(problemOf(rules)).toContain(problem);
});

test("a policy is what onlyFor makes, or none", () => {
  expect(rulesProblem({ permissions: [] })).toBeUndefined();
  for (const policy of [null, [], "guests", { guests: false }])
    expect(rulesProblem({ permissions: [], policy: policy as never })).toBe(
      "policy must be what onlyFor({ … }) returns.",
    );
  expect(
    problemOf({ guests: false, emailDomains: ["a-b.example"], chats: ["CT_1-B2"], chatTypes: ["dm"] }),
  ).toBeUndefined();
});

test("each rule names the permission that it cannot be held without", () => {
  const permissions = ["message"];
  expect(problemOf({ guests: false }, { permissions })).toBe('policy: guests needs "user" among the permissions.');
  expect(problemOf({ chatTypes: ["dm"] }, { permissions })).toBe(
    'policy: chatTypes needs "chat" among the permissions.',
  );
});

test("a function's handlers are told what they declare themselves, as far as Cliq lets them", () => {
  const form = (handlers: FunctionDeclaration["handlers"]): object => ({
    functions: { ask: { name: "Ask", description: "Asks", type: "form", handlers } },
  });
  const rules = { chats: ["CT_1"], guests: false };
  expect(problemOf(rules, form({}))).toBe(
    'policy: guests needs "user" among the form_submit_handler of function "ask".',
  );
  expect(problemOf(rules, form({ form_submit_handler: ["user"] }))).toBe(
    'policy: chats needs "chat" among the form_submit_handler of function "ask".',
  );
  const submit = { form_submit_handler: ["user", "chat"] } as const;
  expect(problemOf(rules, form({ ...submit, form_change_handler: ["chat"] }))).toContain("form_change_handler");
  expect(problemOf(rules, form({ ...submit, form_view_handler: ["user"] }))).toBeUndefined();
});
