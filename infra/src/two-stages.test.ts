import { banner, defineMessageAction } from "@cliq-actions/core";
import { virtualStage } from "@cliq-actions/registrar/testing/virtual-stage";
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
