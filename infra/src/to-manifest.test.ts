import { defineMessageAction, banner } from "@cliq-actions/core";
import { expect, test } from "vitest";
import { chooseStage } from "./stages/define-stages.ts";
import { findNotAdopted, toManifest } from "./to-manifest.ts";

const action = defineMessageAction({
  name: "Answer everybody in channels",
  hint: "h",
  scope: "team",
  teamIds: ["9007199254740993"],
  messageTypes: ["text"],
  permissions: ["message"],
  execute: () => banner("ok"),
});
const discovered = [{ slug: "echo", action, entry: "/nowhere/lambda.ts" }];
const nothingToPublish = (): never => {
  throw new Error("These actions have no files");
};
const stageWith = (registration: object): Parameters<typeof toManifest>[1] =>
  chooseStage({ name: "cliq-actions", stages: { x: { organizationId: "1", dataCentre: "US", registration } } }, "x");

test("the manifest speaks Cliq's words and loses no digit", () => {
  expect(toManifest(discovered, stageWith({}), nothingToPublish)).toEqual({
    version: 1,
    actions: [
      {
        slug: "echo",
        name: "Answer everybody in channels",
        hint: "h",
        scope: "team",
        team_ids: ["9007199254740993"],
        multi_selectable: false,
        message_types: ["text"],
        permissions: ["message"],
      },
    ],
  });
});

test("outside production an action is personal and its name keeps the suffix within 30 characters", () => {
  const [only] = toManifest(
    discovered,
    stageWith({ scope: "personal", nameSuffix: " (dev)" }),
    nothingToPublish,
  ).actions;
  expect(only).toMatchObject({ name: "Answer everybody in chan (dev)", scope: "personal" });
  expect(only).not.toHaveProperty("team_ids");
});

test("names that only the cut makes equal are refused", () => {
  const twin = { ...discovered[0], slug: "other", action: { ...action, name: "Answer everybody in chancery" } };
  expect(() =>
    toManifest([...discovered, twin as (typeof discovered)[0]], stageWith({ nameSuffix: " (dev)" }), nothingToPublish),
  ).toThrow('"echo" and "other" are both called "Answer everybody in chan (dev)"');
});

test("one id is one stage's alone: a stage of other names or another scope leaves `adopt` to the one that registers as declared", () => {
  const functions = {
    ask: { name: "Ask", description: "Asks", type: "button", handlers: {}, adopt: "54" },
    tell: { name: "Tell", description: "Tells", type: "button", handlers: {} },
  } as const;
  const adopting = [{ slug: "echo", action: { ...action, adopt: "53", functions }, entry: "" }];
  const adoptsOf = (registration: object): readonly unknown[] => {
    const { actions, functions: made = [] } = toManifest(adopting, stageWith(registration), nothingToPublish);
    return [...actions, ...made].map(({ adopt }) => adopt);
  };
  expect(adoptsOf({})).toEqual(["53", "54", undefined]);
  expect(findNotAdopted(adopting, stageWith({}))).toEqual([]);
  for (const registration of [{ scope: "personal" }, { nameSuffix: " (dev)" }]) {
    expect(adoptsOf(registration)).toEqual([undefined, undefined, undefined]);
    expect(findNotAdopted(adopting, stageWith(registration))).toEqual(["echo", "echo/ask"]);
  }
});
