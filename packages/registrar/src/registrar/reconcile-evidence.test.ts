import { describe, expect, it } from "vitest";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";

describe("what Cliq shows otherwise than it was sent", () => {
  it.each(["escaped apostrophes", "trimmed blanks"] as const)(
    "fails no deployment and causes no update later: %s",
    async (echo) => {
      const stage = virtualStage({ echoes: [echo] });
      const set = [anAction("a", { hint: "It's yours " })];
      expect(await stage.deliver("Create", set)).toMatchObject({ status: "SUCCESS" });
      expect(stage.warnings).toEqual([expect.stringContaining("shows something else as its hint") as string]);
      stage.newCalls();
      expect(await stage.deliver("Update", set)).toMatchObject({ status: "SUCCESS" });
      expect(stage.newCalls()).toEqual(["listActions"]);
      // What a person writes over it is neither what was sent nor what was shown.
      const [action] = stage.model.actions();
      stage.model.actAs(stage.model.person).edit(action!.id, { hint: "By hand" }, stage.clock.now());
      await stage.deliver("Update", set);
      expect(stage.model.actions()).toMatchObject([{ hint: "It's yours " }]);
    },
  );

  it("is no failure of a script whose last newline is not kept", async () => {
    const stage = virtualStage({ echoes: ["no last newline"] });
    stage.files.set("a.ds", "info 1;\n");
    const script = { key: "a.ds", sha256: "0".repeat(64) };
    const set = [anAction("a", { permissions: [], execution_type: "deluge", script })];
    expect(await stage.deliver("Create", set)).toMatchObject({ status: "SUCCESS" });
    stage.newCalls();
    await stage.deliver("Update", set);
    expect(stage.newCalls()).toEqual(["listActions"]);
  });

  it("wedges no rollback where permissions add up", async () => {
    const stage = virtualStage({ permissionChanges: "add" });
    await stage.deliver("Create", [anAction("a", { permissions: ["chat"] })]);
    expect(await stage.deliver("Update", [anAction("a", { permissions: ["message"] })])).toMatchObject({
      status: "SUCCESS",
    });
    expect(await stage.deliver("Update", [anAction("a", { permissions: ["chat"] })])).toMatchObject({
      status: "SUCCESS",
    });
    expect(stage.ledger.row()?.actions.a?.shown).toEqual({ permissions: ["chat", "message"] });
  });

  it("is kept without the credential of a URL", async () => {
    const stage = virtualStage();
    const body = '{"data":{"id":"1","name":"Do a","execution_url":"https://other.example/actions/a/secret"}}';
    stage.model.inject({ on: "getAction", kind: "status", status: 200, body });
    stage.model.inject({ on: "listActions", kind: "status", status: 200, body: '{"data":[]}', nth: 2, times: 3 });
    await stage.deliver("Create", [anAction("a")]);
    expect(stage.ledger.row()?.actions.a?.shown).toMatchObject({
      execution_url: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(JSON.stringify(stage.ledger.row())).not.toContain("secret");
  });
});
