import { expect, test } from "vitest";
import { choicesOf } from "./choices-of.ts";
import { chooseStage, type StageInput } from "./define-stages.ts";
import { chosenOrigin, usedConnections } from "./used-connections.ts";

const minimal = { organizationId: "1", dataCentre: "EU" } as const;
const stageWith = (choices: Partial<StageInput>) =>
  chooseStage({ name: "acme", stages: { dev: { ...minimal, ...choices } } }, "dev");

const connections = {
  always: { origin: "https://always.example", secret: "key" },
  one: { origin: "https://one.example", when: { desk: "jira" } },
  other: { origin: "https://other.example", when: { desk: "github" } },
  both: { origin: "https://both.example", when: { desk: "jira", translator: "deepl" } },
  unknown: { origin: "https://unknown.example", when: { constructor: "x", pager: "y" } },
};
const jira = { kind: "jira", origin: "https://acme.atlassian.net", project: "OPS" } as const;

test("a stage uses what it has chosen, and what is there for every stage", () => {
  expect(Object.keys(usedConnections(connections, stageWith({})))).toEqual(["always"]);
  expect(Object.keys(usedConnections(connections, stageWith({ desk: jira })))).toEqual(["always", "one"]);
  const both = stageWith({ desk: jira, translator: { kind: "deepl" } });
  expect(Object.keys(usedConnections(connections, both))).toEqual(["always", "one", "both"]);
  expect(usedConnections(undefined, both)).toEqual({});
});

test("a system is where the choice says, else where it is declared", () => {
  expect(chosenOrigin(connections.one, stageWith({ desk: jira }))).toBe("https://acme.atlassian.net");
  expect(chosenOrigin(connections.other, stageWith({ desk: { kind: "github", repository: "a/b" } }))).toBeUndefined();
  expect(chosenOrigin(connections.always, stageWith({ desk: jira }))).toBeUndefined();
});

test("what everybody has without a choice is no condition of a bundle", () => {
  expect(choicesOf(stageWith({}))).toEqual([]);
  expect(choicesOf(stageWith({ desk: { kind: "built-in" }, translator: { kind: "amazon" } }))).toEqual([]);
  expect(choicesOf(stageWith({ desk: jira, translator: { kind: "deepl" } }))).toEqual([
    "desk-jira",
    "translator-deepl",
  ]);
});

test.each<[string, object]>([
  ["desk.origin", { desk: { kind: "jira", project: "OPS" } }],
  ["https, lower case, no path", { desk: { ...jira, origin: "https://acme.atlassian.net/jira" } }],
  ["must be a project's key", { desk: { ...jira, project: 'OPS" OR 1=1' } }],
  ['must be like "acme/support"', { desk: { kind: "github", repository: "acme" } }],
  ["desk.kind", { desk: { kind: "paper" } }],
  ["translator.origin", { translator: { kind: "apertium" } }],
  ["translator.kind", { translator: { kind: "google" } }],
  ["formality", { translator: { kind: "deepl", formality: "rude" } }],
])("a choice that cannot be is refused with what to put there: %s", (sentence, choices) => {
  expect(() => stageWith(choices)).toThrow(sentence);
});
