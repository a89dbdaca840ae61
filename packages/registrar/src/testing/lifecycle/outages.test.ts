import { describe, expect, it } from "vitest";
import { human } from "../human.ts";
import { anAction } from "../virtual-stage.ts";
import type { Wanted } from "./wanted.ts";
import { beginRow, calm, set, undone } from "./lifecycle-row.ts";

type Row = ReturnType<typeof beginRow>;

const minuteMs = 60_000;
const before = set(anAction("a"), anAction("b"));
const after = { ...set(anAction("a", { hint: "Another" }), anAction("c")), version: 2 };
const adopting = (row: Row): Wanted => set(anAction("a", { adopt: row.organisation.items()[0]?.id ?? "" }));

/** What is struck: the calls of the event that comes after so many others, in a stack that has lived quietly until then. */
const operations: Readonly<
  Record<string, { first?: Wanted; skip?: number; operate: (row: Row) => Promise<void>; ends?: (row: Row) => unknown }>
> = {
  "a first deployment": { operate: async ({ stack }) => stack.deploy(before, calm), ends: () => before },
  "an update": { first: before, operate: async ({ stack }) => stack.deploy(after, calm), ends: () => after },
  "a rollback": {
    first: before,
    skip: 1,
    operate: async ({ stack }) => stack.deploy(after, undone),
    ends: () => before,
  },
  "the end of the stack": { first: before, operate: async ({ stack }) => stack.remove(calm) },
  "an adoption": { operate: async (row) => row.stack.deploy(adopting(row), calm), ends: adopting },
};

/** Lives the operation with an outage from its n-th call on; undefined when it makes fewer calls. */
async function strike(name: string, at: number, of: "rest" | "accounts", forMs: number) {
  const { first, skip = 0, operate, ends } = operations[name] ?? { operate: async () => undefined };
  let calls = 0;
  let skipped = Number.POSITIVE_INFINITY;
  const row: Row = beginRow(
    {},
    {
      hasKeeper: true,
      beforeCall: ({ headers }) => {
        const { organisation, cloudFormation, world } = row;
        if (cloudFormation.sent.length <= skipped) return;
        calls += 1;
        if (calls !== at) return;
        // The token is no longer good, so that the accounts server is needed now.
        const token = (headers.authorization ?? "").split(" ")[1] ?? "";
        const revoke = { method: "POST", path: `/oauth/v2/token/revoke?token=${token}`, headers: {}, body: "" };
        if (of === "accounts") organisation.model.handle(revoke, world.now());
        organisation.model.addOutage({ of, from: world.now(), until: world.now() + forMs });
      },
    },
  );
  const violations = await row.live(async () => {
    row.organisation.createByHand("Theirs", human, "webhook");
    if (first !== undefined) await row.stack.deploy(first, calm);
    await row.pause();
    skipped = row.cloudFormation.sent.length + skip;
    await operate(row);
  });
  const { stack } = row;
  const ended = JSON.stringify(stack.committed()) === JSON.stringify(ends?.(row)) ? [] : ["it ended elsewhere"];
  return calls < at ? undefined : [...stack.reasons, ...violations, ...ended];
}

describe.each([
  ["25 s", 25_000],
  ["2 minutes", 2 * minuteMs],
  ["20 minutes", 20 * minuteMs],
])("an outage of %s", (_long, forMs) => {
  describe.each(["rest", "accounts"] as const)("of %s", (of) => {
    it.each(Object.keys(operations))("from any call of %s on fails nothing", async (name) => {
      const failed: string[] = [];
      let at = 1;
      for (; ; at += 1) {
        const reasons = await strike(name, at, of, forMs);
        if (reasons === undefined) break;
        failed.push(...reasons.map((reason) => `from call ${at} on: ${reason}`));
      }
      expect(failed).toEqual([]);
      expect(at).toBeGreaterThan(2);
    });
  });
});
