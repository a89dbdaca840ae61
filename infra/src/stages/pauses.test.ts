import { expect, test } from "vitest";
import { chooseStage, type StageInput } from "./define-stages.ts";
import { checkPauses, findPause, toPauseSentence } from "./pauses.ts";

const stageWith = (more: Partial<StageInput>): ReturnType<typeof chooseStage> =>
  chooseStage({ name: "acme", stages: { dev: { organizationId: "1", dataCentre: "EU", ...more } } }, "dev");

test("a stage pauses one action, or all, and the word about one goes before", () => {
  const stage = stageWith({ paused: { echo: "Back on Monday." }, pausedAll: " We move house. " });
  expect(["echo", "keep-row", "constructor"].map((slug) => findPause(stage, slug))).toEqual([
    "Back on Monday.",
    "We move house.",
    "We move house.",
  ]);
  expect(findPause(stageWith({}), "echo")).toBeUndefined();
  expect(toPauseSentence("Back on Monday.")).toBe("This action is paused. Back on Monday.");
});

test.each(["", " ", "x".repeat(201), "a\nb"])("a reason that people could not read is refused: %j", (reason) => {
  expect(() => stageWith({ paused: { echo: reason } })).toThrow("at most 200 characters, on one line");
  expect(() => stageWith({ pausedAll: reason })).toThrow("at most 200 characters, on one line");
});

test("what is paused is an action that there is", () => {
  checkPauses(stageWith({ paused: { echo: "Later." } }), ["echo", "keep-row"]);
  checkPauses(stageWith({}), []);
  expect(() => checkPauses(stageWith({ paused: { ecko: "Later." } }), ["echo", "keep-row"])).toThrow(
    'infra/stages.ts: dev.paused names "ecko", but what can be paused is echo, keep-row: correct or remove it.',
  );
});
