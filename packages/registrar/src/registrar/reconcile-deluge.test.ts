import { createHash } from "node:crypto";
import type { ManifestAction } from "@cliq-actions/core";
import { describe, expect, it } from "vitest";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";

function delugeStage() {
  const stage = virtualStage();
  /** Puts a script where the deployment would, and refers to it. */
  const deluge = (slug: string, source: string, changes: Partial<ManifestAction> = {}): ManifestAction => {
    const sha256 = createHash("sha256").update(source).digest("hex");
    stage.files.set(`${sha256}.ds`, source);
    return anAction(slug, {
      permissions: [],
      execution_type: "deluge",
      script: { key: `${sha256}.ds`, sha256 },
      ...changes,
    });
  };
  return { ...stage, deluge };
}

describe("a Deluge action", () => {
  it("is registered with its script and without a URL, and written again only when the script changes", async () => {
    const stage = delugeStage();
    expect(await stage.deliver("Create", [stage.deluge("note", "return Map();")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toMatchObject([
      { executionType: "deluge", script: "return Map();", executionUrl: undefined },
    ]);
    stage.newCalls();
    await stage.deliver("Update", [stage.deluge("note", "return Map();")]);
    expect(stage.newCalls()).toEqual(["listActions"]);
    await stage.deliver("Update", [stage.deluge("note", "return List();")]);
    expect(stage.model.actions()[0]?.script).toBe("return List();");
  });

  it("gets its icon, and a new one in place", async () => {
    const stage = delugeStage();
    stage.files.set("1.png", "first");
    stage.files.set("2.png", "second");
    const withIcon = (key: string) =>
      stage.deluge("note", "x", { image: { key, sha256: key.startsWith("1") ? "1".repeat(64) : "2".repeat(64) } });
    await stage.deliver("Create", [withIcon("1.png")]);
    const id = stage.model.actions()[0]?.id;
    await stage.deliver("Update", [withIcon("2.png")]);
    expect(stage.model.actions()).toMatchObject([{ id, image: Buffer.from("second").toString("base64") }]);
  });

  it("whose create was lost is found again and given its script", async () => {
    const stage = delugeStage();
    stage.model.inject({ on: "createAction", kind: "applied-then-lost", nth: 1 });
    expect(await stage.deliver("Create", [stage.deluge("note", "x")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toMatchObject([{ executionType: "deluge", script: "x" }]);
  });
});

describe("an action whose kind changes", () => {
  it("is replaced under its name, and back", async () => {
    const stage = delugeStage();
    await stage.deliver("Create", [anAction("a")]);
    expect(await stage.deliver("Update", [stage.deluge("a", "x")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toMatchObject([{ name: "Do a", executionType: "deluge", script: "x" }]);
    expect(Object.keys(stage.ledger.row()?.actions ?? {})).toEqual(["a"]);
    expect(await stage.deliver("Update", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toMatchObject([
      { name: "Do a", executionType: "webhook", permissions: ["message", "user"] },
    ]);
  });

  it("stays what it was when the new one is refused", async () => {
    const stage = delugeStage();
    await stage.deliver("Create", [anAction("a")]);
    const [{ id } = {}] = stage.model.actions();
    stage.model.inject({ on: "createAction", kind: "refuse", code: "invalid_inputs", nth: 1 });
    expect(await stage.deliver("Update", [stage.deluge("a", "x")])).toMatchObject({ status: "FAILED" });
    expect(stage.model.actions()).toMatchObject([{ id, name: "Do a", executionType: "webhook" }]);
    expect(Object.keys(stage.ledger.row()?.actions ?? {})).toEqual(["a"]);
  });

  it.each(["before", "after"] as const)(
    "survives a death at any moment of it (%s the exchange): a rollback leaves the old kind, and nothing else",
    async (when) => {
      for (let at = 1; ; at += 1) {
        const stage = delugeStage();
        await stage.deliver("Create", [anAction("a")]);
        stage.dieAt({ at, when });
        const died = await stage.deliver("Update", [stage.deluge("a", "x")]);
        stage.dieAt(undefined);
        expect(await stage.deliver("Update", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
        expect(stage.model.actions()).toMatchObject([{ name: "Do a", executionType: "webhook" }]);
        expect(stage.model.actions()).toHaveLength(1);
        if (died.status === "SUCCESS") break;
        expect(at).toBeLessThan(100);
      }
    },
  );
});

describe("a change of kind of what is to be retained", () => {
  it("is refused before anything is written, unless its deletion is declared", async () => {
    const stage = delugeStage();
    const kept = [anAction("a", { removal_policy: "retain" })];
    await stage.deliver("Create", kept);
    const id = stage.model.actions()[0]?.id;
    for (const removal of [{ removal_policy: "retain" as const }, {}]) {
      const answer = await stage.deliver("Update", [stage.deluge("a", "return Map();", removal)]);
      expect(answer).toMatchObject({
        status: "FAILED",
        reason: expect.stringContaining("is to be retained") as string,
      });
      expect(await stage.deliver("Update", kept)).toMatchObject({ status: "SUCCESS" });
      expect(stage.model.actions().map((one) => one.id)).toEqual([id]);
    }
    const declared = [stage.deluge("a", "return Map();", { removal_policy: "delete" })];
    expect(await stage.deliver("Update", declared)).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toMatchObject([{ executionType: "deluge" }]);
  });

  it.each([
    ["failed here goes again", 2, ["Do a"]],
    ["failed elsewhere stays, and gives its name back", 9, ["Do a", "moving 53719000003124011"]],
  ])("that came with an update that %s with its rollback", async (_which, nth, names) => {
    const stage = delugeStage();
    await stage.deliver("Create", [anAction("a")]);
    stage.model.inject({ on: "createAction", kind: "refuse", code: "invalid_inputs", nth, times: 9 });
    const next = [stage.deluge("a", "return Map();", { removal_policy: "retain" }), anAction("b")];
    expect(await stage.deliver("Update", next)).toMatchObject({ status: nth === 2 ? "FAILED" : "SUCCESS" });
    expect(await stage.deliver("Update", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions().map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect(stage.model.actions()).toHaveLength(names.length);
    expect(stage.model.actions().find(({ name }) => name === "Do a")?.executionType).toBe("webhook");
  });
});
