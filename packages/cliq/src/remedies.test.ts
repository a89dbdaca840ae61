import { expect, it } from "vitest";
import { authorize, authorizeAnew, deployStage, rotate, spellRemedies, tryAgain } from "./remedies.ts";

const spelled = (text: string): string => spellRemedies(text, { stage: "dev", again: "deploy again" });

it.each([
  [`Wait, then ${tryAgain}`, "Wait, then deploy again"],
  [`It is locked. ${tryAgain}.`, "It is locked. Deploy again."],
  [`Is it there? ${tryAgain}`, "Is it there? Deploy again"],
  [`No!\n\n${tryAgain}`, "No!\n\nDeploy again"],
  [tryAgain, "Deploy again"],
  [`run ${deployStage}`, "run `pnpm cdk deploy -c stage=dev`"],
  [`run ${authorize}, then ${tryAgain}`, "run `pnpm cliq authorize --stage dev`, then deploy again"],
  [`run ${authorizeAnew}`, "run `pnpm cliq authorize --stage dev --rotate`"],
  [`run ${rotate}`, "run `pnpm cliq rotate --stage dev`"],
  ["nothing to do", "nothing to do"],
])("%j is spelled %j", (text, words) => {
  expect(spelled(text)).toBe(words);
});

it("leaves the stage to whoever reads it where it is not known", () => {
  expect(spellRemedies(`run ${rotate}`, { stage: undefined, again: "" })).toBe(
    "run `pnpm cliq rotate --stage <stage>`",
  );
});
