import { expect, it } from "vitest";
import { seededRandom } from "../testing/seeded-random.ts";
import { memoryRows } from "../testing/memory-rows.ts";
import { virtualWorld } from "../testing/virtual-world.ts";
import { type BudgetStore, budgetStoreIn } from "./budget-store.ts";
import { shareBudget } from "./share-budget.ts";

const startsAt = Date.parse("2026-11-22T09:00:00Z");

/** Several processes on one store; each exchange with it takes a moment, so that they get in each other's way. */
function several(seed = 1) {
  const time = virtualWorld(startsAt);
  const random = seededRandom(seed);
  const rows = budgetStoreIn(memoryRows(), () => ({ earliest: time.now(), latest: time.now() }));
  const store: BudgetStore = {
    now: () => rows.now(),
    read: async (operation) => {
      await time.sleep(random() * 20);
      return rows.read(operation);
    },
    write: async (operation, use, after) => {
      await time.sleep(random() * 20);
      return rows.write(operation, use, after);
    },
  };
  const open = (longestWaitMs = Number.POSITIVE_INFINITY, share = 0.8) =>
    shareBudget({
      store,
      share,
      wait: async (ms) => {
        if (ms > longestWaitMs) return false;
        await time.sleep(ms);
        return true;
      },
      jitterMs: () => random() * 5_000,
    });
  return { time, random, rows, open };
}

/** The most calls in any 60 seconds. */
function busiestMinute(calls: readonly number[]): number {
  return Math.max(...calls.map((start) => calls.filter((at) => at >= start && at < start + 60_000).length));
}

it.each([1, 2, 3, 4, 5])(
  "several processes together never pass the share, and lose little time (seed %d)",
  async (seed) => {
    const { time, random, open } = several(seed);
    const calls: number[] = [];
    const work = async (): Promise<void> => {
      const budget = open();
      for (let count = 0; count < 20; count += 1) {
        expect(await budget.take("updateHandler")).toEqual({ granted: true });
        calls.push(time.now());
        await time.sleep(random() * 400);
      }
    };
    await time.run([work(), work(), work()]);
    expect(calls).toHaveLength(60);
    expect(busiestMinute(calls)).toBe(8);
    // Sixty calls at eight a minute need seven full minutes after the first eight.
    expect(time.now() - startsAt).toBeLessThan(7 * 60_000 * 1.1);
  },
);

it("a lock that one process notes keeps the others from calling until it ends", async () => {
  const { time, open } = several();
  const [one, other] = [open(), open()];
  await time.run([other.take("create")]);
  await time.run([one.lock("create", 300_000)]);
  expect(await time.run([open(60_000).take("create")])).toMatchObject([{ granted: false, locked: true }]);
  // This one has read the row before the lock: its own write tells it.
  const calls: number[] = [];
  await time.run([other.take("create").then(() => void calls.push(time.now()))]);
  expect(calls[0]).toBeGreaterThanOrEqual(startsAt + 300_000);
  expect(calls[0]).toBeLessThan(startsAt + 306_000);
});

it("a lock of one operation leaves the others free", async () => {
  const { time, open } = several();
  const budget = open(0);
  await time.run([budget.lock("create", 300_000)]);
  expect(await time.run([budget.take("update")])).toEqual([{ granted: true }]);
});

it("refuses what there is no time to wait for, and says how long it would be", async () => {
  const { time, open } = several();
  const budget = open(30_000);
  for (let count = 0; count < 8; count += 1) await time.run([budget.take("delete")]);
  const [grant] = await time.run([budget.take("delete")]);
  expect(grant).toMatchObject({ granted: false, locked: false });
  expect(grant).toHaveProperty("retryAfterMs", expect.closeTo(61_000, -3));
});

it("counts the calls of a process that died", async () => {
  const { time, open } = several();
  for (let count = 0; count < 8; count += 1) await time.run([open().take("delete")]);
  await time.run([open().take("delete")]);
  expect(time.now() - startsAt).toBeGreaterThan(60_000);
});

it("a call that something has held up is not sent by its old place, but by the next one", async () => {
  const { time, open } = several();
  const budget = open();
  const sent: number[] = [];
  const request = { method: "GET", url: "https://cliq.zoho.com/", headers: {}, timeoutMs: 1_000 } as const;
  const send = budget.timely(async () => {
    sent.push(time.now());
    return { kind: "answer", status: 200, retryAfter: undefined, text: "" };
  });
  const call = async (heldUpMs: number): Promise<void> => {
    await budget.take("update");
    await time.sleep(heldUpMs);
    const outcome = await send(request);
    if (outcome.kind === "answer") return;
    const message = "its place in the budget grew old";
    expect(outcome).toEqual({ kind: "no-answer", mayHaveArrived: false, transient: true, message });
    await call(0);
  };
  const many = async (): Promise<void> => {
    for (let count = 0; count < 18; count += 1) await call(count === 0 ? 5_000 : 0);
  };
  await time.run([many()]);
  expect([sent.length, busiestMinute(sent)]).toEqual([18, 8]);
  expect(time.now() - startsAt).toBeLessThan(3 * 60_000);
});

it("a call is sent by a place of half a second, and one that nothing was granted for as it is", async () => {
  const { time, open } = several();
  const budget = open();
  const request = { method: "GET", url: "https://cliq.zoho.com/", headers: {}, timeoutMs: 1_000 } as const;
  const send = budget.timely(async () => ({ kind: "answer", status: 200, retryAfter: undefined, text: "" }));
  expect(await time.run([send(request)])).toMatchObject([{ kind: "answer" }]);
  const after = async (ms: number): Promise<string> => {
    const before = time.now();
    await budget.take("update");
    // The place is of the moment before its own writing took some milliseconds.
    const takenMs = time.now() - before;
    await time.sleep(ms - takenMs);
    return (await send(request)).kind;
  };
  const kinds: string[] = [];
  await time.run([after(480).then((kind) => void kinds.push(kind))]);
  await time.run([after(560).then((kind) => void kinds.push(kind))]);
  expect(kinds).toEqual(["answer", "no-answer"]);
});

it("what is kept of a reservation counts for the next, and for its own operation alone", async () => {
  const { time, open, rows } = several();
  const budget = open(0);
  const callsOf = async (operation: "create" | "update"): Promise<number> =>
    (await rows.read(operation)).use.calls.length;
  expect(await time.run([budget.reserve(["create", "update"])])).toEqual([{ granted: true }]);
  expect(await time.run([budget.reserve(["create", "create"])])).toEqual([{ granted: true }]);
  expect(await time.run([callsOf("create"), callsOf("update")])).toEqual([2, 1]);
  await time.run([budget.take("create")]);
  await time.run([budget.take("create")]);
  expect(await time.run([callsOf("create")])).toEqual([2]);
  await time.run([budget.take("create")]);
  expect(await time.run([callsOf("create")])).toEqual([3]);
});

it("reserves nothing where there is no time to wait for it, and says how long it would be", async () => {
  const { time, open } = several();
  const budget = open(0);
  for (let count = 0; count < 7; count += 1) await time.run([budget.take("delete")]);
  const [grant] = await time.run([budget.reserve(["delete", "delete"])]);
  expect(grant).toMatchObject({ granted: false, locked: false });
  expect(grant).toHaveProperty("retryAfterMs", expect.closeTo(61_000, -3));
});

it("forecasts from what others have used", async () => {
  const { time, open } = several();
  for (let count = 0; count < 8; count += 1) await time.run([open().take("update")]);
  const [[soon = 0, late = 0] = []] = await time.run([open().forecast(["list", "update"])]);
  expect(soon).toBeLessThan(1_000);
  expect(late).toBeGreaterThan(60_000);
});

it("keeps places for calls that must follow each other, and still never passes the share", async () => {
  const { time, random, open } = several(7);
  const calls: number[] = [];
  const work = async (): Promise<void> => {
    const budget = open();
    for (let count = 0; count < 15; count += 1) {
      await budget.reserve(["create", "updateHandler"]);
      const reservedAt = time.now();
      await budget.take("create");
      await time.sleep(random() * 2_000);
      await budget.take("updateHandler");
      calls.push(time.now());
      expect(time.now() - reservedAt).toBeLessThan(3_000);
    }
  };
  await time.run([work(), work()]);
  expect(busiestMinute(calls)).toBe(8);
  expect(time.now() - startsAt).toBeLessThan(3 * 60_000 * 1.1);
});

it("honours a lock that came after a place was taken", async () => {
  const { time, open } = several();
  const budget = open(0);
  await time.run([budget.reserve(["create"])]);
  await time.run([open().lock("create", 300_000)]);
  expect(await time.run([budget.take("create")])).toMatchObject([{ granted: false, locked: true }]);
});
