import type { ManifestAction, ManifestFunction } from "@cliq-actions/core";
import type { Fault } from "@cliq-actions/fake-cliq";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Death } from "../testing/kill-switch.ts";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";

/** Three folders, each absent or with one of five names and kinds, so that names collide, swap and pass from one to another. */
const manifests = fc
  .tuple(
    fc.shuffledSubarray(["N1", "N2", "N3", "N4", "N5"], { minLength: 3, maxLength: 3 }),
    fc.subarray(["a", "b", "c"]),
    fc.constantFrom("h1", "h2"),
    fc.constantFrom(["chat"] as const, ["message", "user"] as const),
    fc.oneof(
      { arbitrary: fc.constant<string[]>([]), weight: 3 },
      { arbitrary: fc.subarray(["a", "b", "c"]), weight: 1 },
    ),
  )
  .map(([names, slugs, hint, permissions, deluge]) =>
    slugs.map((slug, at) => {
      const kind = deluge.includes(slug)
        ? { permissions: [], execution_type: "deluge" as const, script }
        : { permissions };
      return anAction(slug, { name: names[at] ?? slug, hint, ...kind });
    }),
  );

const script = { key: "script.ds", sha256: "0".repeat(64) };

/** Functions that come, go, change names and type. */
const forms: fc.Arbitrary<readonly ManifestFunction[]> = fc.oneof(
  fc.constant([]),
  fc
    .tuple(fc.shuffledSubarray(["F1", "F2"], { minLength: 2 }), fc.subarray(["a/x", "b/y"]), fc.boolean())
    .map(([names, slugs, isForm]) =>
      slugs.map((slug, at) => ({
        slug,
        name: names[at] ?? slug,
        description: "d",
        function_type: isForm ? ("form" as const) : ("button" as const),
        handlers: isForm ? [{ type: "form_view_handler" as const, permissions: ["user" as const] }] : [],
      })),
    ),
);

const faults: fc.Arbitrary<Fault> = fc.record({
  on: fc.constantFrom(
    "createAction",
    "listActions",
    "getAction",
    "updateAction",
    "deleteAction",
    "updateHandler",
    "createFunction",
    "createFunctionHandler",
    "any",
  ),
  // No "refuse": Cliq says of an action that is there that it is not, and no registrar can know better.
  kind: fc.constantFrom(
    ...(["lost", "applied-then-lost", "hang", "html", "empty", "truncated", "missing-id", "wrong-type"] as const),
    ...(["redirect", "throttle", "slow-drip", "endless"] as const),
  ),
  nth: fc.integer({ min: 1, max: 4 }),
  times: fc.integer({ min: 1, max: 3 }),
});

const deaths: fc.Arbitrary<Death> = fc.record({
  at: fc.integer({ min: 1, max: 20 }),
  when: fc.constantFrom("before", "after"),
});

const events = fc.record({
  type: fc.constantFrom("Create", "Update", "Delete"),
  wanted: manifests,
  functions: forms,
  faults: fc.array(faults, { maxLength: 3 }),
  death: fc.option(deaths, { nil: undefined, freq: 3 }),
  faultsEnd: fc.boolean(),
  thenWaitMs: fc.constantFrom(1_000, 700_000),
});

const seen = (actions: readonly Pick<ManifestAction, "name" | "hint" | "permissions">[]): string[] =>
  actions.map(({ name, hint, permissions }) => `${name} ${hint} ${permissions.toSorted().join()}`).toSorted();

const stranger = {
  id: "70011223",
  firstName: "Robin",
  lastName: "Vale",
  email: "robin.vale@example.com",
  language: "en",
  country: "us",
  timezone: "America/Chicago",
};

it("whatever failed and died before, the next deployment makes Cliq agree, a Delete leaves nothing of ours, and a stranger's action is untouched", async () => {
  const lifecycle = fc.asyncProperty(
    fc.array(events, { minLength: 1, maxLength: 5 }),
    manifests,
    forms,
    fc.constantFrom("full" as const, "sparse" as const),
    fc.constantFrom(0, 20_000),
    fc.constantFrom({}, { execution_type: "webhook", execution_url: "https://elsewhere.example/" }),
    async (past, wanted, functions, reads, listDelayMs, kind) => {
      const stage = virtualStage({ reads, listDelayMs });
      stage.files.set(script.key, "return Map();");
      const theirs = stage.model
        .actAs(stranger)
        .create({ name: "N5", hint: "h1", scope: "organization", message_types: ["text"], ...kind }, stage.clock.now());
      for (const event of past) {
        for (const fault of event.faults) stage.model.inject(fault);
        stage.dieAt(event.death);
        await stage.deliver(event.type, event.type === "Delete" ? [] : event.wanted, { functions: event.functions });
        stage.dieAt(undefined);
        if (event.faultsEnd) stage.model.clearFaults();
        stage.clock.advance(event.thenWaitMs);
      }
      stage.model.clearFaults();
      stage.clock.advance(3_600_000);

      const possible = wanted.filter(({ name }) => name !== theirs.name);
      expect(await stage.deliver("Update", possible, { functions })).toEqual({
        status: "SUCCESS",
        count: String(possible.length),
      });
      expect(seen(stage.model.actions().filter(({ id }) => id !== theirs.id))).toEqual(seen(possible));
      expect(
        stage.model
          .actions()
          .filter(({ executionType, id }) => executionType === "deluge" && id !== theirs.id)
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual(possible.flatMap((one) => (one.execution_type === "deluge" ? [one.name] : [])).toSorted());
      expect(
        stage.model
          .functions()
          .map(({ name, handlers }) => `${name} ${handlers.length}`)
          .toSorted(),
      ).toEqual(functions.map(({ name, function_type: type }) => `${name} ${type === "form" ? 2 : 1}`).toSorted());
      stage.clock.advance(700_000);
      expect(await stage.deliver("Delete", [])).toEqual({ status: "SUCCESS", count: "0" });
      expect([stage.model.actions(), stage.model.functions()]).toEqual([[theirs], []]);
    },
  );
  // The same ones in every run, so that a red one is a change's doing; SEED tries others.
  await fc.assert(lifecycle, {
    numRuns: Number(process.env.RECONCILIATIONS ?? 500),
    seed: Number(process.env.SEED ?? 1),
  });
});
