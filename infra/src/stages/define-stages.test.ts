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

test.each([
  ["organizationId", { organizationId: "my company" }],
  ["dataCentre", { dataCentre: "MARS" }],
  ["defaultLanguage", { defaultLanguage: "English" }],
  ["credentialVersion", { credentialVersion: 0 }],
  ["alarmEmail", { alarmEmail: "ops" }],
  ["registration", { registration: { scope: "organization" } }],
  ["budgetShare", { budgetShare: 1.1 }],
  ["organisationId", { organisationId: "123" }],
])("an error names the key %s", (key, change) => {
  expect(() =>
    chooseStage({ name: "cliq-actions", stages: { dev: { ...dev, ...change } as StageInput } }, "dev"),
  ).toThrow(key);
});

test("the local stage cannot be deployed: its account does not exist", () => {
  expect(chooseStage(stages, "local").account).toBe("000000000000");
});
