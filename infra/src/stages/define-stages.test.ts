import { expect, test } from "vitest";
import stages from "../../stages.ts";
import { chooseStage, type StageInput } from "./define-stages.ts";

const dev: StageInput = { organizationId: "123", dataCentre: "EU" };

test("defaults are filled in", () => {
  expect(chooseStage({ name: "cliq-actions", stages: { dev } }, "dev")).toMatchObject({
    name: "dev",
    defaultLanguage: "en",
    credentialVersion: 1,
    budgetShare: 0.8,
    verifySignature: false,
    production: false,
  });
});

test("a stage that still holds a placeholder is refused, naming the key", () => {
  expect(() => chooseStage(stages, "dev")).toThrow("dev.organizationId is still REPLACE_ME");
  expect(() => chooseStage(stages, "prod")).toThrow("prod.organizationId is still REPLACE_ME");
});

test("what is no stage is answered with the ones there are", () => {
  expect(() => chooseStage(stages, undefined)).toThrow(
    "Name a stage: pnpm cdk deploy -c stage=dev. Known stages: local, dev, prod.",
  );
  expect(() => chooseStage(stages, "toString")).toThrow('Stage "toString" is not in infra/stages.ts');
});

const shares = (given: Readonly<Record<string, Partial<StageInput>>>, name: string): number =>
  chooseStage(
    {
      name: "cliq-actions",
      stages: Object.fromEntries(Object.entries(given).map(([one, more]) => [one, { ...dev, ...more }])),
    },
    name,
  ).budgetShare;

test("the stages that one user authorises divide Cliq's limits", () => {
  expect(shares({ dev: {} }, "dev")).toBe(0.8);
  expect(shares({ dev: {}, prod: { production: true } }, "dev")).toBe(0.4);
  expect(shares({ dev: {}, prod: { production: true, budgetShare: 0.8 } }, "dev")).toBeCloseTo(0.2);
  expect(shares({ dev: {}, prod: { production: true, budgetShare: 0.8 } }, "prod")).toBe(0.8);
  expect(shares({ dev: {}, other: { organizationId: "456" } }, "dev")).toBe(0.8);
  expect(shares({ dev: { authorizedBy: "a robot" }, prod: { production: true } }, "dev")).toBe(0.8);
  expect(shares({ a: { budgetShare: 0.7 }, b: { budgetShare: 0.2 }, c: { budgetShare: 0.1 } }, "a")).toBe(0.7);
});

test.each<[string, Readonly<Record<string, Partial<StageInput>>>]>([
  ["pass 1 together", { dev: { budgetShare: 0.6 }, qa: { budgetShare: 0.5 } }],
  ["leave nothing for one", { dev: {}, qa: { budgetShare: 1 } }],
  ["are too many", Object.fromEntries(["dev", "b", "c", "d", "e", "f", "g", "h", "i"].map((name) => [name, {}]))],
])("shares that %s are refused, naming the stages and what to do", (_how, given) => {
  expect(() => shares(given, "dev")).toThrow(/stages "dev", "[a-z]+".*at most 1 together.*authorizedBy/);
});

test.each([
  ["organizationId", { organizationId: "my company" }],
  ["dataCentre", { dataCentre: "MARS" }],
  ["defaultLanguage", { defaultLanguage: "English" }],
  ["credentialVersion", { credentialVersion: 0 }],
  ["alarmEmail", { alarmEmail: "ops" }],
  ["registration", { registration: { scope: "organization" } }],
  ["budgetShare", { budgetShare: 1.1 }],
  ["onDeleteAuthFailure", { onDeleteAuthFailure: "ignore" }],
  ["organisationId", { organisationId: "123" }],
])("an error names the key %s", (key, change) => {
  expect(() =>
    chooseStage({ name: "cliq-actions", stages: { dev: { ...dev, ...change } as StageInput } }, "dev"),
  ).toThrow(key);
});

test("the local stage cannot be deployed: its account does not exist", () => {
  expect(chooseStage(stages, "local").account).toBe("000000000000");
});

test("words that are never translated fit a function's environment, and have no blanks around them", () => {
  const withWords = (neverTranslate: string[]): unknown => {
    const translator = { kind: "amazon", neverTranslate } as const;
    return chooseStage({ name: "cliq-actions", stages: { dev: { ...dev, translator } } }, "dev").translator;
  };
  expect(withWords([" C++ ", "東京"])).toMatchObject({ neverTranslate: ["C++", "東京"] });
  expect(withWords(Array.from({ length: 100 }, () => "seventeen letter"))).toBeDefined();
  expect(() => withWords(Array.from({ length: 100 }, () => "nineteen characters"))).toThrow(
    "at most 2000 bytes in all",
  );
  expect(() => withWords(["  "])).toThrow("neverTranslate");
});
