import type { ManifestFunction } from "@cliq-actions/core";
import { describe, expect, it } from "vitest";
import { human } from "../testing/human.ts";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";

function aForm(slug: string, changes: Partial<ManifestFunction> = {}): ManifestFunction {
  return {
    slug,
    name: `Ask ${slug}`.slice(0, 30),
    description: "Asks",
    function_type: "form",
    handlers: [
      { type: "form_change_handler", permissions: ["chat"] },
      { type: "form_submit_handler", permissions: ["message", "user"] },
    ],
    ...changes,
  };
}

const handlersOf = (stage: ReturnType<typeof virtualStage>): Record<string, string> =>
  Object.fromEntries(
    stage.model.functions()[0]?.handlers.map(({ type, permissions }) => [type, permissions.toSorted().join()]) ?? [],
  );

describe("four forms with four handlers each", () => {
  it("wait for Cliq's limits between forms, and never inside one, where half of it would be there", async () => {
    const stage = virtualStage();
    const types = ["form_submit_handler", "form_change_handler", "form_dynamic_select_handler", "form_view_handler"];
    const handlers = types.map((type) => ({ type, permissions: [] })) as unknown as ManifestFunction["handlers"];
    const functions = ["one", "two", "three", "four"].map((name) => aForm(`a/${name}`, { name, handlers }));
    expect(await stage.deliver("Create", [anAction("a")], { functions })).toMatchObject({ status: "SUCCESS" });
    const calls = stage.model.calls().filter(({ operation }) => /Function/.test(operation ?? ""));
    const starts = calls.flatMap(({ operation }, at) => (operation === "createFunction" ? [at] : []));
    const lasted = starts.map((start) => {
      const end = calls.findIndex(({ operation }, at) => at > start && operation === "updateFunction");
      return (calls[end]?.at ?? Number.NaN) - (calls[start]?.at ?? 0);
    });
    expect(lasted).toHaveLength(4);
    expect(Math.max(...lasted)).toBeLessThan(3_000);
  });
});

describe("a function", () => {
  it("is made before its action with its handlers, served by the action's URL, and costs a list when nothing differs", async () => {
    const stage = virtualStage();
    const functions = [aForm("a/ask")];
    expect(await stage.deliver("Create", [anAction("a")], { functions })).toMatchObject({ status: "SUCCESS" });
    const calls = stage.newCalls();
    expect(calls.indexOf("createFunctionHandler")).toBeLessThan(calls.indexOf("createAction"));
    const [form] = stage.model.functions();
    expect(form).toMatchObject({
      name: "Ask a/ask",
      functionType: "form",
      executionType: "webhook",
      executionUrl: stage.model.actions()[0]?.executionUrl,
    });
    expect(handlersOf(stage)).toEqual({ form_change_handler: "chat", form_submit_handler: "message,user" });
    expect(await stage.deliver("Update", [anAction("a")], { functions })).toMatchObject({ status: "SUCCESS" });
    expect(stage.newCalls()).toEqual(["listFunctions", "listActions"]);
  });

  it("is updated in place: fields, permissions, handlers that come and go", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")], { functions: [aForm("a/ask")] });
    const id = stage.model.functions()[0]?.id;
    const handlers = [
      { type: "form_submit_handler", permissions: ["user"] },
      { type: "form_view_handler", permissions: ["user"] },
    ] as const;
    expect(
      await stage.deliver("Update", [anAction("a")], {
        functions: [aForm("a/ask", { description: "Asks more", handlers })],
      }),
    ).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.functions()).toMatchObject([{ id, description: "Asks more" }]);
    expect(handlersOf(stage)).toEqual({ form_submit_handler: "user", form_view_handler: "user" });
  });

  it("goes when it is declared no more, and with the stack, after the actions", async () => {
    const stage = virtualStage();
    const functions = [aForm("a/ask"), aForm("a/more")];
    await stage.deliver("Create", [anAction("a")], { functions });
    await stage.deliver("Update", [anAction("a")], { functions: [aForm("a/ask")] });
    expect(stage.model.functions().map(({ name }) => name)).toEqual(["Ask a/ask"]);
    stage.newCalls();
    expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
    expect([stage.model.functions(), stage.model.actions(), stage.newCalls()]).toEqual([
      [],
      [],
      ["listActions", "deleteAction", "listFunctions", "deleteFunction"],
    ]);
    expect(stage.ledger.row()?.actions).toEqual({});
    expect(stage.ledger.row()?.functions).toBeUndefined();
  });

  it("of another type is replaced; of a person's it is neither touched nor taken without adopt", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")], { functions: [aForm("a/ask")] });
    const button = aForm("a/ask", {
      function_type: "button",
      handlers: [{ type: "button_handler", permissions: ["user"] }],
    });
    expect(await stage.deliver("Update", [anAction("a")], { functions: [button] })).toMatchObject({
      status: "SUCCESS",
    });
    expect(stage.model.functions()).toMatchObject([{ functionType: "button", name: "Ask a/ask" }]);
    const theirs = stage.model.actAs(human).functions.create(
      {
        name: "Ask a/more",
        description: "d",
        function_type: "form",
        execution_type: "webhook",
        execution_url: "https://theirs.example/x",
      },
      stage.clock.now(),
    );
    expect(await stage.deliver("Update", [anAction("a")], { functions: [button, aForm("a/more")] })).toMatchObject({
      status: "FAILED",
    });
    expect(stage.model.functions()).toContainEqual(theirs);
  });

  it("whose last handler fails is undone", async () => {
    const stage = virtualStage();
    stage.model.inject({ on: "createFunctionHandler", kind: "refuse", code: "execution_handler_data_invalid", nth: 1 });
    const answer = await stage.deliver("Create", [anAction("a")], { functions: [aForm("a/ask")] });
    expect(answer).toMatchObject({
      status: "FAILED",
      reason: expect.stringContaining("The function was removed from Cliq again.") as string,
    });
    expect([stage.model.functions(), stage.model.actions()]).toEqual([[], []]);
  });

  it.each([
    ["createFunction", ["applied-then-lost", "lost", "html"]],
    ["createFunctionHandler", ["applied-then-lost", "lost", "html"]],
    ["updateFunctionHandler", ["applied-then-lost", "lost"]],
  ] as const)("whose %s loses its answer is finished all the same", async (on, kinds) => {
    for (const kind of kinds) {
      const stage = virtualStage();
      stage.model.inject({ on, kind, nth: 1 });
      expect(await stage.deliver("Create", [anAction("a")], { functions: [aForm("a/ask")] })).toMatchObject({
        status: "SUCCESS",
      });
      expect(handlersOf(stage)).toEqual({ form_change_handler: "chat", form_submit_handler: "message,user" });
      expect(stage.model.functions()).toHaveLength(1);
    }
  });

  it.each(["before", "after"] as const)(
    "survives a death at any moment (%s the exchange): a retry finishes it, the rollback leaves nothing",
    async (when) => {
      const functions = [aForm("a/ask")];
      for (let at = 1; ; at += 1) {
        const [retried, undone] = [virtualStage(), virtualStage()];
        for (const stage of [retried, undone]) stage.dieAt({ at, when });
        const died = await retried.deliver("Create", [anAction("a")], { functions, requestId: "r" });
        await undone.deliver("Create", [anAction("a")], { functions });
        for (const stage of [retried, undone]) stage.dieAt(undefined);
        expect(await retried.deliver("Create", [anAction("a")], { functions, requestId: "r" })).toMatchObject({
          status: "SUCCESS",
        });
        expect([retried.model.functions().length, retried.model.actions().length]).toEqual([1, 1]);
        await undone.deliver("Delete", []);
        expect([undone.model.functions(), undone.model.actions()]).toEqual([[], []]);
        if (died.status === "SUCCESS") break;
        expect(at).toBeLessThan(100);
      }
    },
  );
});
