import { authorizeAnew } from "@cliq-actions/cliq/remedies";
import { createHash } from "node:crypto";
import { SSMClient } from "@aws-sdk/client-ssm";
import { expect, it } from "vitest";
import { writeAccessToken } from "@cliq-actions/aws/access/stored-token";
import { ssmParameterStore } from "../parameters/parameter-store.ts";
import { memoryParameters } from "../testing/memory-parameters.ts";
import { seededRandom } from "../testing/seeded-random.ts";
import { virtualAws } from "../testing/virtual-aws.ts";
import { virtualWorld } from "../testing/virtual-world.ts";
import { virtualClock } from "../testing/virtual-send.ts";
import { keptAccessTokens } from "@cliq-actions/aws/access/kept-access-tokens";

const hour = 3_600_000;

function stage() {
  const clock = virtualClock(1_790_000_000_000);
  const parameters = memoryParameters();
  const asked: { refused?: string }[] = [];
  const tokens = keptAccessTokens(
    parameters,
    async (request) => {
      asked.push(request);
      await writeAccessToken(parameters, { accessToken: `token-${asked.length}`, expiresAt: clock.now() + hour });
    },
    clock,
  );
  return { clock, parameters, asked, tokens };
}

it("takes the stored token and asks nobody while it is good", async () => {
  const { clock, parameters, asked, tokens } = stage();
  await writeAccessToken(parameters, { accessToken: "stored", expiresAt: clock.now() + hour });
  expect([await tokens.current(), await tokens.current(), asked]).toEqual(["stored", "stored", []]);
});

it("asks the keeper when there is none, when it is about to end, and not again for the new one", async () => {
  const { clock, asked, tokens } = stage();
  expect(await tokens.current()).toBe("token-1");
  clock.advance(hour - 240_000);
  expect([await tokens.current(), await tokens.current()]).toEqual(["token-2", "token-2"]);
  expect(asked).toEqual([{}, {}]);
});

it("names the token Cliq refused by its digest only", async () => {
  const { asked, tokens } = stage();
  const token = await tokens.current();
  expect(await tokens.refused(token)).toBe("token-2");
  expect(asked[1]).toEqual({ refused: createHash("sha256").update(token).digest("hex") });
});

it("says what to do when the keeper stored nothing", async () => {
  const tokens = keptAccessTokens(memoryParameters(), async () => undefined, virtualClock(0));
  await expect(tokens.current()).rejects.toThrow(`run ${authorizeAnew}`);
});

it("waits a moment for the token that the keeper has stored but Parameter Store does not show yet", async () => {
  const clock = virtualClock(1_790_000_000_000);
  const parameters = memoryParameters();
  await writeAccessToken(parameters, { accessToken: "old", expiresAt: clock.now() + hour });
  const visibleFrom = clock.now() + 600;
  const lagging = {
    ...parameters,
    read: async (name: string) => {
      if (clock.now() >= visibleFrom)
        await writeAccessToken(parameters, { accessToken: "new", expiresAt: clock.now() + hour });
      return parameters.read(name);
    },
  };
  expect(await keptAccessTokens(lagging, async () => undefined, clock).refused("old")).toBe("new");
});

/** Processes that share one Parameter Store, in virtual time. */
function fleet(expiresInMs = hour) {
  const time = virtualWorld(1_790_000_000_000);
  const random = seededRandom(7);
  const parameters = memoryParameters();
  const world = {
    asked: 0,
    reads: [] as number[],
    fail: undefined as undefined | ((name: string) => Error | undefined),
    keeper: "works" as "works" | "fails",
  };
  const guarded = {
    ...parameters,
    read: async (name: string): Promise<string | undefined> => {
      world.reads.push(time.now());
      const failure = world.fail?.(name);
      if (failure !== undefined) throw failure;
      return parameters.read(name);
    },
  };
  const store = async (): Promise<void> =>
    writeAccessToken(parameters, {
      accessToken: `token-${world.asked}`,
      issuedAt: time.now(),
      expiresAt: time.now() + expiresInMs,
    });
  const start = () =>
    keptAccessTokens(
      guarded,
      async () => {
        world.asked += 1;
        await time.sleep(100);
        if (world.keeper === "fails") throw new Error("The keeper does not answer");
        await store();
      },
      time,
      random,
    );
  return { time, world, start, store };
}
const throttled = (): Error => Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });

it("shares one question among 200 callers of one process, whether the token ended or was refused [T1, T9]", async () => {
  const { time, world, start } = fleet();
  const tokens = start();
  await time.run(Array.from({ length: 200 }, async () => tokens.current()));
  expect(world.asked).toBe(1);
  const fresh = await time.run(Array.from({ length: 200 }, async () => tokens.refused("token-1")));
  expect([world.asked, new Set(fresh)]).toEqual([2, new Set(["token-2"])]);
  expect(await tokens.refused("token-1")).toBe("token-2");
  expect(world.asked).toBe(2);
});

it("lets 200 cold starts through a store that takes 40 calls a second [O5]", async () => {
  const { time, world } = fleet();
  const random = seededRandom(5);
  const aws = virtualAws(time, random, { readsPerSecond: 40 });
  const open = () => ssmParameterStore(new SSMClient(aws.client()), "/acme/test");
  const ask = async (): Promise<void> => void (world.asked += 1);
  const token = { accessToken: "token-0", issuedAt: time.now(), expiresAt: time.now() + hour };
  aws.parameters.set("/acme/test/oauth/access-token", JSON.stringify(token));
  const startedAt = time.now();
  const tokens = await time.run(
    Array.from({ length: 200 }, async () => keptAccessTokens(open(), ask, time, random).current()),
  );
  expect(new Set(tokens)).toEqual(new Set(["token-0"]));
  expect(world.asked).toBe(0);
  expect(time.now() - startedAt).toBeLessThan(20_000);
});

it("reads again after four to six minutes, each process at its own moment", async () => {
  const { time, world, start, store } = fleet();
  await store();
  const processes = Array.from({ length: 50 }, () => start());
  await time.run(processes.map(async (tokens) => tokens.current()));
  world.reads.length = 0;
  const startedAt = time.now();
  await time.run(
    processes.map(async (tokens) => {
      for (let second = 0; second < 400; second += 1) {
        await time.sleep(1_000);
        await tokens.current();
      }
    }),
  );
  const after = world.reads.map((at) => at - startedAt);
  expect(after).toHaveLength(50);
  expect(Math.min(...after)).toBeGreaterThanOrEqual(240_000);
  expect(Math.max(...after)).toBeLessThanOrEqual(361_000);
  expect(new Set(after.map((ms) => Math.round(ms / 1_000))).size).toBeGreaterThan(20);
});

it("serves the token in hand until its very end while store and keeper are down, and then fails [O6]", async () => {
  const { time, world, start, store } = fleet();
  await store();
  const tokens = start();
  await time.run([tokens.current()]);
  world.fail = throttled;
  world.keeper = "fails";
  await time.run([time.sleep(hour - 60_000)]);
  for (let second = 0; second < 50; second += 1) {
    expect(await time.run([tokens.current()])).toEqual(["token-0"]);
    await time.run([time.sleep(1_000)]);
  }
  expect(world.reads.length).toBeLessThan(8);
  await time.run([time.sleep(15_000)]);
  await expect(time.run([tokens.current()])).rejects.toThrow("Rate exceeded");
});

it("asks a keeper that fails at intervals only, and never hands out what Cliq refused", async () => {
  const { time, world, start, store } = fleet();
  await store();
  const tokens = start();
  world.keeper = "fails";
  await time.run([time.sleep(hour - 240_000)]);
  for (let second = 0; second < 60; second += 1) {
    expect(await time.run([tokens.current()])).toEqual(["token-0"]);
    await time.run([time.sleep(1_000)]);
  }
  expect(world.asked).toBeLessThanOrEqual(5);
  await expect(time.run([tokens.refused("token-0")])).rejects.toThrow("does not answer");
});
