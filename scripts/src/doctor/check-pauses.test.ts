import { expect, test } from "vitest";
import type { Target } from "../pause/find-targets.ts";
import { checkPauses } from "./check-pauses.ts";

const target = (slug: string, more: Partial<Target> = {}): Target => ({
  slug,
  alias: `arn:aws:lambda:us-east-1:000000000000:function:${slug}:live`,
  paused: undefined,
  mappings: [],
  ...more,
});
const paused = "This action is paused. Later.";
const dev = { name: "dev" };

test("what the doctor says of pauses, and what to do about each", () => {
  const said = [
    checkPauses(dev, [target("echo"), target("keep-row", { mappings: [{ id: "1", isEnabled: true }] })]),
    checkPauses(dev, [target("echo", { paused }), target("keep-row")]),
    checkPauses(dev, [target("echo", { paused }), target("keep-row", { paused })]),
    checkPauses({ ...dev, paused: { echo: "Later." } }, [target("echo", { paused }), target("keep-row")]),
    checkPauses({ ...dev, pausedAll: "Later." }, [target("echo", { paused }), target("keep-row")]),
    checkPauses(dev, [target("echo", { mappings: [{ id: "1", isEnabled: false }] })]),
  ];
  expect(said.map(({ verdict, says, remedy }) => [verdict, says, remedy])).toEqual([
    ["ok", "no action is paused", undefined],
    [
      "warn",
      'echo is paused: "This action is paused. Later."',
      "pnpm cliq resume echo --stage dev, or write it into infra/stages.ts: a deployment may end it.",
    ],
    ["warn", expect.stringContaining("; keep-row is paused"), expect.stringContaining("resume --all --stage dev, or")],
    ["ok", 'echo is paused: "This action is paused. Later.", as infra/stages.ts says', undefined],
    [
      "warn",
      "infra/stages.ts pauses keep-row, and the stage serves it",
      "pnpm cdk deploy -c stage=dev, or take it out of paused or pausedAll.",
    ],
    ["warn", "echo takes on background work that nobody does", "pnpm cliq resume echo --stage dev"],
  ]);
});
