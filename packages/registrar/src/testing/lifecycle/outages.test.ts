import type { CliqModelOptions } from "@cliq-actions/fake-cliq";
import { describe, expect, it } from "vitest";
import { human } from "../human.ts";
import { anAction } from "../virtual-stage.ts";
import type { Wanted } from "./wanted.ts";
import { stepOf } from "./live-many.ts";
import { beginRow, calm, set, undone, worlds } from "./lifecycle-row.ts";

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

/** Lives the operation with an outage from its n-th call on; undefined when it makes fewer calls, unless something else went wrong. */
async function strike(
  name: string,
  at: number,
  of: "rest" | "accounts",
  forMs: number,
  options: CliqModelOptions = {},
) {
  const { first, skip = 0, operate, ends } = operations[name] ?? { operate: async () => undefined };
  let calls = 0;
  let skipped = Number.POSITIVE_INFINITY;
  const row: Row = beginRow(options, {
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
  });
  const violations = await row.live(async () => {
    row.organisation.createByHand("Theirs", human, "webhook");
    if (first !== undefined) await row.stack.deploy(first, calm);
    await row.pause();
    skipped = row.cloudFormation.sent.length + skip;
    await operate(row);
  });
  const { stack } = row;
  const ended = JSON.stringify(stack.committed()) === JSON.stringify(ends?.(row)) ? [] : ["it ended elsewhere"];
  const failed = [...stack.reasons, ...violations, ...ended];
  return calls < at && failed.length === 0 ? undefined : failed;
}

/** Every third call, in each Cliq others; `registrar/outages.test` strikes each in one event. */
const step = stepOf(3);

describe.each([
  ["25 s", 25_000],
  ["2 minutes", 2 * minuteMs],
  ["20 minutes", 20 * minuteMs],
])("an outage of %s", (_long, forMs) => {
  describe.each(["rest", "accounts"] as const)("of %s", (of) => {
    it.each(Object.keys(operations))("from any call of %s on fails nothing", async (name) => {
      const failed: string[] = [];
      let at = 1 + (forMs % step);
      for (; ; at += step) {
        const reasons = await strike(name, at, of, forMs);
        if (reasons === undefined) break;
        failed.push(...reasons.map((reason) => `from call ${at} on: ${reason}`));
      }
      expect(failed).toEqual([]);
      expect(at).toBeGreaterThan(2);
    });
  });
});

it("an accounts server that redirects for ever ends an update after half of its time, and its rollback leaves what was there", async () => {
  const row = beginRow({ accessTokenLifetimeMs: 60_000 }, { hasKeeper: true });
  const { model } = row.organisation;
  expect(
    await row.live(async () => {
      await row.stack.deploy(before, calm);
      await row.world.sleep(4_000_000);
      model.inject({ on: "token", kind: "redirect", location: "https://accounts.zoho.com/signin", times: 10_000 });
      await row.stack.deploy(after, calm);
      model.clearFaults();
    }),
  ).toEqual([]);
  const [, update, rollback] = row.cloudFormation.sent;
  const took = ({ sentAt = 0, answers = [] }: Partial<NonNullable<typeof update>> = {}): number =>
    (answers[0]?.at ?? Number.POSITIVE_INFINITY) - sentAt;
  expect(row.stack.reasons.join()).toContain("does not answer as documented: check the data centre");
  expect([took(update) < 32 * minuteMs, took(rollback) < 32 * minuteMs, row.stack.status()]).toEqual([
    true,
    true,
    "steady",
  ]);
});

const lengthsMs = [25_000, 2 * minuteMs, 20 * minuteMs];
const others = Object.entries(worlds).slice(1);

describe.each(others)("in a Cliq where this is so: %s, an outage", (world, options) => {
  const { reads, hiddenFields, visibility } = options;
  // What is not seen whole is not adopted.
  const isSeen = reads !== "sparse" && hiddenFields === undefined && visibility !== "own";
  it.each(Object.keys(operations).filter((name) => isSeen || name !== "an adoption"))(
    "from any call of %s on fails nothing",
    async (name) => {
      const failed: string[] = [];
      let at = 1 + (others.findIndex(([one]) => one === world) % step);
      for (; ; at += step) {
        const reasons = await strike(
          name,
          at,
          at % 4 === 0 ? "accounts" : "rest",
          lengthsMs[Math.floor(at / step) % 3] ?? 0,
          options,
        );
        if (reasons === undefined) break;
        failed.push(...reasons.map((reason) => `from call ${at} on: ${reason}`));
      }
      expect(failed).toEqual([]);
      expect(at).toBeGreaterThan(2);
    },
  );
});
