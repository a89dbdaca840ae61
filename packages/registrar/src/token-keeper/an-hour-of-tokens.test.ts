import { expect, it } from "vitest";
import { keptAccessTokens } from "@cliq-actions/aws/access/kept-access-tokens";
import { type Guard, keeperWorld, mostInTenMinutes } from "../testing/keeper-world.ts";

const hourMs = 3_600_000;
const callers = 64;
const readsPerCaller = 1_563;

/** Every fiftieth process is killed somewhere on its way. */
function mayDie(random: () => number): Guard {
  const dyingAt = random() < 0.02 ? 1 + Math.floor(random() * 9) : Infinity;
  let count = 0;
  return async (exchange) => {
    count += 1;
    if (count >= dyingAt) throw new Error("The process was killed");
    return exchange();
  };
}

it.each([1, 2])(
  "an hour of 64 callers, 100,000 reads, kills and 401s never costs more than four renewals in ten minutes [L5] (seed %d)",
  async (seed) => {
    // The ordinary threshold of reads would hide what is looked for here.
    const world = await keeperWorld({ thresholds: { listActions: Number.POSITIVE_INFINITY } }, seed);
    const { time, random } = world;
    const endsAt = time.now() + hourMs;
    const tally = { reads: 0, refused: 0, failed: 0, killed: 0 };

    const caller = async (): Promise<void> => {
      const askKeeper = async (request: { refused?: string }): Promise<void> =>
        void (await world.keep(request, mayDie(random)));
      const start = () => keptAccessTokens(world.parameters, askKeeper, time, random);
      let tokens = start();
      for (let read = 0; read < readsPerCaller; read += 1) {
        await time.sleep((random() * 2 * hourMs) / readsPerCaller);
        if (random() < 0.001) {
          tally.killed += 1;
          tokens = start();
        }
        try {
          const token = await tokens.current();
          tally.reads += 1;
          if (world.use(token) !== 401) continue;
          tally.refused += 1;
          if (world.use(await tokens.refused(token)) === 401) tally.failed += 1;
        } catch {
          tally.failed += 1;
        }
      }
    };
    const schedule = async (): Promise<void> => {
      while (time.now() < endsAt) {
        await world.keep({ scheduled: true }, mayDie(random)).catch(() => undefined);
        await time.sleep(25 * 60_000);
      }
    };
    // About every eight minutes Zoho forgets the token in use, for all callers at once.
    const evictions = async (): Promise<void> => {
      while (time.now() < endsAt) {
        await time.sleep(4 * 60_000 + random() * 8 * 60_000);
        world.evict(await world.stored());
      }
    };
    await time.run([...Array.from({ length: callers }, caller), schedule(), evictions()]);

    const most = mostInTenMinutes(world.asked);
    process.stdout.write(
      `L5 seed ${seed}: ${JSON.stringify({ ...tally, renewals: world.asked.length, mostInTenMinutes: most })}\n`,
    );
    expect(tally.reads).toBeGreaterThan(99_000);
    expect(tally.refused).toBeGreaterThan(0);
    expect(tally.failed).toBeLessThan(tally.reads / 1_000);
    expect(most).toBeLessThanOrEqual(4);
    expect(world.model.calls().filter(({ refusal }) => refusal === "Access Denied")).toEqual([]);
  },
);
