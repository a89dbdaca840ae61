import { chooseStage } from "@cliq-actions/infra/stages/define-stages";
import { expect, test } from "vitest";
import { connectAws } from "../stage/stage-aws.ts";
import { examineActions } from "./examine-actions.ts";
import { startExamination } from "./examination.ts";

const stages = {
  name: "p",
  stages: { dev: { organizationId: "1", dataCentre: "EU", defaultLanguage: "fr" } },
} as const;

test("an action's own look at its place is a row of the report, also one that fails or throws; others are not asked", async () => {
  const examination = startExamination(
    () => {},
    (error) => (error as Error).message,
  );
  const known = { check: "stage", value: { stage: chooseStage(stages, "dev"), aws: connectAws("eu-west-3") } };
  await examineActions(examination, { known, account: { check: "AWS", value: true } }, [
    { slug: "silent" },
    {
      slug: "content",
      examine: async ({ stage, region }) => ({
        verdict: "ok",
        says: `${stage.name} speaks ${stage.defaultLanguage} in ${region}`,
      }),
    },
    { slug: "unhappy", examine: async () => ({ verdict: "fail", says: "nothing is here", remedy: "Go elsewhere." }) },
    { slug: "throwing", examine: () => Promise.reject(new Error("it broke")) },
  ]);
  expect(examination.findings).toEqual([
    { check: "place of content", verdict: "ok", says: "dev speaks fr in eu-west-3" },
    { check: "place of unhappy", verdict: "fail", says: "nothing is here", remedy: "Go elsewhere." },
    {
      check: "place of throwing",
      verdict: "fail",
      says: "it broke",
      remedy: "Put that right and run the doctor again.",
    },
  ]);
});

test("without an account nothing is asked", async () => {
  const examination = startExamination(
    () => {},
    () => "",
  );
  const nothing = { check: "AWS", value: undefined };
  await examineActions(examination, { known: { check: "stage", value: undefined }, account: nothing }, [
    { slug: "any", examine: () => Promise.reject(new Error("asked")) },
  ]);
  expect(examination.findings).toEqual([
    { check: "place of any", verdict: "skipped", says: 'not looked at: it needs "stage"' },
  ]);
});
