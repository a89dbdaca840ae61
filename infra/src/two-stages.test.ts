import { banner, defineMessageAction } from "@cliq-actions/core";
import { anAction, virtualStage } from "@cliq-actions/registrar/testing/virtual-stage";
import { virtualWorld } from "@cliq-actions/registrar/testing/virtual-world";
import { expect, test } from "vitest";
import { chooseStage } from "./stages/define-stages.ts";
import { toManifest } from "./to-manifest.ts";

const action = defineMessageAction({
  name: "Answer everybody in channels..",
  hint: "h",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
  functions: {
    ask: { name: "Ask", description: "Asks for a priority", type: "form", handlers: { form_submit_handler: ["user"] } },
  },
  execute: () => banner("ok"),
});
const stages = {
  prod: { organizationId: "1", dataCentre: "US", production: true },
  dev: { organizationId: "1", dataCentre: "US" },
  "a-stage-with-a-very-long-name-1": { organizationId: "1", dataCentre: "US" },
  "a-stage-with-a-very-long-name-2": { organizationId: "1", dataCentre: "US" },
} as const;

test("stages of one organisation register the same folders side by side, and one goes without the others", async () => {
  const first = virtualStage();
  const deployed = Object.keys(stages).map((name, at) => {
    const { actions, functions = [] } = toManifest(
      [{ slug: "echo", action, entry: "" }],
      chooseStage({ name: "cliq-actions", stages }, name),
      () => ({ key: "", sha256: "" }),
    );
    return { stage: at === 0 ? first : virtualStage({}, first), actions, functions };
  });
  for (const { stage, actions, functions } of deployed) {
    expect(await stage.deliver("Create", actions, { functions })).toMatchObject({ status: "SUCCESS" });
  }
  const { model } = first;
  expect(new Set(model.actions().map(({ name }) => name)).size).toBe(4);
  expect(model.actions().map(({ scope }) => scope)).toEqual(["organization", "personal", "personal", "personal"]);
  for (const { name } of [...model.actions(), ...model.functions()]) expect(name.length).toBeLessThanOrEqual(30);
  expect(await deployed[1]?.stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
  expect([model.actions().length, model.functions().length]).toEqual([3, 3]);
});

test("two stages that one user authorises deploy at once, each with its own table, and Cliq locks neither", async () => {
  const { model, clock: now } = virtualStage();
  const world = virtualWorld(now.now());
  const clock = { ...world, advance: () => undefined, slept: () => 0 };
  const deploy = async (name: "prod" | "dev", at: number) => {
    const { budgetShare } = chooseStage({ name: "cliq-actions", stages: { prod: stages.prod, dev: stages.dev } }, name);
    const actions = Array.from({ length: 20 }, (_, index) => anAction(`a${index}`, { name: `${at}: ${index}` }));
    return virtualStage({}, { clock, model }, budgetShare).deliver("Create", actions);
  };
  expect(await world.run([deploy("prod", 0), deploy("dev", 1)])).toMatchObject([
    { status: "SUCCESS", count: "20" },
    { status: "SUCCESS", count: "20" },
  ]);
  expect(model.calls().filter(({ throttled }) => throttled !== undefined)).toEqual([]);
  // Forty actions of one stage take as long.
  expect(world.now() - now.now()).toBeLessThan(6 * 60_000);
});
