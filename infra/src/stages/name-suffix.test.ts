import { expect, test } from "vitest";
import { chooseStage, type StageInput } from "./define-stages.ts";

const input: StageInput = { organizationId: "123", dataCentre: "EU" };
const long = "a-stage-with-a-very-long-name";

test("outside production an action is the deployer's own and carries the stage's name, unless the stage says otherwise", () => {
  expect(chooseStage({ name: "cliq-actions", stages: { dev: input } }, "dev").registration).toEqual({
    scope: "personal",
    nameSuffix: " (dev)",
  });
  expect(
    chooseStage({ name: "cliq-actions", stages: { live: { ...input, production: true } } }, "live").registration,
  ).toEqual({});
  expect(
    chooseStage({ name: "cliq-actions", stages: { dev: { ...input, registration: {} } } }, "dev").registration,
  ).toEqual({});
});

test("two stages whose long names begin alike have suffixes of their own", () => {
  const stages = { [`${long}-1`]: input, [`${long}-2`]: input };
  const suffixes = Object.keys(stages).map(
    (name) => chooseStage({ name: "cliq-actions", stages }, name).registration.nameSuffix ?? "",
  );
  expect(new Set(suffixes).size).toBe(2);
  for (const suffix of suffixes) expect(suffix).toMatch(/^ \(a-stage-wit-[0-9a-f]{5}\)$/);
});

test("two stages of one organisation with the same suffix are refused, of two organisations not", () => {
  const live = { ...input, production: true };
  expect(() =>
    chooseStage({ name: "cliq-actions", stages: { live, dev: { ...input, registration: {} } } }, "dev"),
  ).toThrow(
    'the stages "dev" and "live" give actions of one organisation the same names: set registration.nameSuffix of one of them.',
  );
  expect(
    chooseStage(
      { name: "cliq-actions", stages: { live, dev: { ...input, organizationId: "9", registration: {} } } },
      "dev",
    ).name,
  ).toBe("dev");
});
