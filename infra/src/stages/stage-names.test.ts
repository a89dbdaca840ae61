import { expect, test } from "vitest";
import { chooseStage, type StageInput } from "./define-stages.ts";
import { parameterPrefixOf, stackNameOf } from "./stage-names.ts";

const input: StageInput = { organizationId: "1", dataCentre: "EU" };
const choose = (name: string, stage: string): unknown => chooseStage({ name, stages: { [stage]: input } }, stage);

test("a stage's stack, parameters and metrics carry the product's name", () => {
  const stage = chooseStage({ name: "acme-actions", stages: { dev: input } }, "dev");
  expect(stage).toMatchObject({ product: "acme-actions", name: "dev" });
  expect([stackNameOf(stage), parameterPrefixOf(stage)]).toEqual(["acme-actions-dev", "/acme-actions/dev"]);
});

test("no two pairs of product and stage are one stack, wherever the hyphens are", () => {
  const words = ["a", "b", "a-b", "b-a", "a-b-a", "b-a-b"];
  const stages = words.flatMap((product) => words.map((name) => ({ product, name })));
  expect(new Set(stages.map(stackNameOf)).size).toBe(stages.length);
  expect(new Set(stages.map(parameterPrefixOf)).size).toBe(stages.length);
});

test.each([
  "Acme",
  "acme actions",
  "acme_actions",
  "-acme",
  "acme-",
  "acme--actions",
  "1acme",
  "",
  "a".repeat(33),
  "acmé",
  "acme/actions",
])("the name %j is refused, for a product and for a stage, with a sentence", (bad) => {
  const rule = "has to be lower-case letters, digits and single hyphens: a letter first, at most 32 in all.";
  expect(() => choose(bad, "dev")).toThrow(`infra/stages.ts: name ${JSON.stringify(bad)} ${rule}`);
  expect(() => choose("acme", bad)).toThrow(`infra/stages.ts: the stage ${JSON.stringify(bad)} ${rule}`);
});

test.each(["aws-actions", "ssm"])("a product called %s is refused: Parameter Store keeps such names for AWS", (bad) => {
  expect(() => choose(bad, "dev")).toThrow(/^infra\/stages\.ts: name ".*" begins with "(aws|ssm)", which AWS keeps/);
});

test("names of the greatest length still fit a stack's 128 characters", () => {
  const longest = { product: "a".repeat(32), name: `b-${"c".repeat(30)}` };
  expect(() => choose(longest.product, longest.name)).not.toThrow();
  expect(stackNameOf(longest).length).toBeLessThan(128);
});
