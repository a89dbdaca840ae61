import { expect, test } from "vitest";
import { mostExecutions, mostReceives } from "./attempts.ts";
import { type Death, type JobFate, jobsWorld } from "./testing/virtual-jobs.ts";

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function fateOf(settings: Partial<Parameters<typeof jobsWorld>[0]>): Promise<JobFate> {
  const fates = await jobsWorld({ random: seeded(1), ...settings }).run(["job"]);
  return fates.get("job") as JobFate;
}

test("a job is executed once, told once, and leaves the queue", async () => {
  expect(await fateOf({})).toEqual({
    executed: 1,
    read: ["done"],
    asked: 1,
    receives: 1,
    isDeleted: true,
    isDead: false,
    calls: ["claim", "execute", "keepResponse", "deliver", "finish"],
  });
});

test("wherever its worker dies, it is done once, and told twice only where Cliq had it and the mark was missing", async () => {
  const seen: Record<string, [executed: number, told: number]> = {};
  for (const atCall of [0, 1, 2, 3, 4])
    for (const isAfter of [false, true]) {
      const died: Death = { atCall, isAfter };
      const { executed, read, isDeleted } = await fateOf({
        dies: (_id, receives) => (receives === 1 ? died : undefined),
      });
      expect({ died, isDeleted }).toEqual({ died, isDeleted: true });
      seen[`${atCall} ${isAfter ? "after" : "before"}`] = [executed, read.length];
    }
  expect(seen).toEqual({
    "0 before": [1, 1],
    "0 after": [1, 1],
    "1 before": [1, 1],
    "1 after": [2, 1],
    "2 before": [2, 1],
    "2 after": [1, 1],
    "3 before": [1, 1],
    "3 after": [1, 2],
    "4 before": [1, 2],
    "4 after": [1, 1],
  });
});

test("a receive that two workers get is executed by one of them, and not lost where that one dies", async () => {
  expect(await fateOf({ isDoubled: () => true })).toMatchObject({ executed: 1, read: ["done"], isDeleted: true });
  let first = true;
  const dies = (): Death | undefined => {
    if (!first) return undefined;
    first = false;
    return { atCall: 2, isAfter: false };
  };
  expect(await fateOf({ isDoubled: () => true, dies })).toMatchObject({ read: ["done"], isDeleted: true });
});

test("work that always fails is tried four times, then the person is told once, and it is a dead letter", async () => {
  const work = (): never => {
    throw new Error("broken");
  };
  expect(await fateOf({ work })).toMatchObject({
    executed: mostExecutions,
    read: ["failed"],
    receives: mostReceives,
    isDeleted: false,
    isDead: true,
  });
});

test("a worker that dies each time still ends in words", async () => {
  const dies = (_id: string, receives: number): Death | undefined =>
    receives <= mostExecutions ? { atCall: 1, isAfter: true } : undefined;
  expect(await fateOf({ dies })).toMatchObject({ executed: mostExecutions, read: ["failed"], isDead: true });
});

test("a dead letter that is sent back after a fix is executed once more and told, and a second failure is not told again", async () => {
  let isBroken = true;
  const world = jobsWorld({
    random: seeded(1),
    work: () => {
      if (isBroken) throw new Error("broken");
    },
  });
  await world.run(["job"]);
  expect((await world.redrive("job")).read).toEqual(["failed"]);
  isBroken = false;
  expect(await world.redrive("job")).toMatchObject({ read: ["failed", "done"], isDeleted: true });
});

test("what Cliq does not take at once is not executed again", async () => {
  const cliq = (_id: string, asked: number): "throttles" | "takes" => (asked < 3 ? "throttles" : "takes");
  expect(await fateOf({ cliq })).toMatchObject({ executed: 1, asked: 3, read: ["done"], isDeleted: true });
  expect(await fateOf({ cliq: () => "refuses" })).toMatchObject({ executed: 1, asked: mostReceives, isDead: true });
});

test("of 2,000 jobs with a tenth of deaths and a fifth of duplicates none is lost or doubled", async () => {
  const random = seeded(1);
  /** Deaths after Cliq had an answer and before that was marked, by job. */
  const unmarked = new Map<string, number>();
  const dies = (id: string): Death | undefined => {
    if (random() >= 0.1) return undefined;
    const death = { atCall: Math.floor(random() * 5), isAfter: random() < 0.5 };
    const hasHeard = (death.atCall === 3 && death.isAfter) || (death.atCall === 4 && !death.isAfter);
    if (hasHeard) unmarked.set(id, (unmarked.get(id) ?? 0) + 1);
    return death;
  };
  const ids = Array.from({ length: 2_000 }, (_, index) => `job-${index}`);
  const fates = [...(await jobsWorld({ random, dies, isDoubled: () => random() < 0.2 }).run(ids))];
  const count = (is: (fate: JobFate, id: string) => boolean): number =>
    fates.filter(([id, fate]) => is(fate, id)).length;
  const tally = {
    lost: count(({ isDeleted, read }) => isDeleted !== read.includes("done")),
    unheard: count(({ read }) => read.length === 0),
    doubled: count(({ read }, id) => read.length > 1 + (unmarked.get(id) ?? 0)),
    deadLetters: count(({ isDead }) => isDead),
    receivedAgain: count(({ receives }) => receives > 1),
  };
  process.stdout.write(`2,000 jobs: ${JSON.stringify({ ...tally, diedUnmarked: unmarked.size })}\n`);
  expect(tally).toMatchObject({ lost: 0, unheard: 0, doubled: 0 });
  expect(tally.receivedAgain).toBeGreaterThan(100);
  expect(tally.deadLetters).toBeLessThan(10);
});
