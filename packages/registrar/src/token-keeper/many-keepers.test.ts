import { describe, expect, it } from "vitest";
import { digestOf } from "../digest.ts";
import { type Guard, keeperWorld, mostInTenMinutes } from "../testing/keeper-world.ts";

/** A process that ends, hangs or is paused at its n-th exchange with the world, before it takes effect or after. */
function strike(at: number, how: "before" | "after" | "answer lost" | "hang"): { guard: Guard; reached(): number } {
  let count = 0;
  const never = async <T>(): Promise<T> => new Promise<T>(() => undefined);
  return {
    reached: () => count,
    guard: async (exchange) => {
      count += 1;
      if (count !== at) return count > at && how !== "answer lost" ? never() : exchange();
      if (how === "before" || how === "hang") return never();
      await exchange();
      if (how === "after") return never();
      throw Object.assign(new Error("The answer was lost"), { name: "TimeoutError" });
    },
  };
}

/** An accounts server that takes its time lets many arrive while one is renewing. */
const slowMs = 8_000;

describe("many keepers", () => {
  it("cold and at once, renew once, and all of them learn when the token ends [T2]", async () => {
    const world = await keeperWorld({}, 1, slowMs);
    const kept = await world.time.run(Array.from({ length: 200 }, async () => world.keep()));
    expect(world.asked).toHaveLength(1);
    expect(new Set(kept.map(({ expiresAt }) => expiresAt)).size).toBe(1);
    expect(world.use(await world.stored())).toBe(200);
  });

  it("told of the same refused token by fifty workers, renew once [T9]", async () => {
    const world = await keeperWorld({}, 1, slowMs);
    await world.time.run([world.keep()]);
    const token = await world.stored();
    world.evict(token);
    expect(world.use(token)).toBe(401);
    await world.time.run(Array.from({ length: 50 }, async () => world.keep({ refused: digestOf(token) })));
    expect(world.asked).toHaveLength(2);
    expect(world.use(await world.stored())).toBe(200);
  });

  it("take over from one that was killed before it asked, with two requests at most [T3]", async () => {
    const world = await keeperWorld();
    const victim = world.keep({}, strike(5, "before").guard);
    void victim;
    const [kept] = await world.time.run([world.keep(), world.keep(), world.keep()]);
    expect(kept?.expiresAt).toBeGreaterThan(world.time.now());
    expect(world.asked.length).toBeLessThanOrEqual(2);
    expect(world.time.now() - Date.parse("2026-11-22T09:00:00Z")).toBeLessThan(40_000);
  });

  it.each(["before", "after", "answer lost", "hang"] as const)(
    "survive the death of one at every exchange: %s [L7]",
    async (how) => {
      for (let at = 1; ; at += 1) {
        const world = await keeperWorld({}, at);
        const fate = strike(at, how);
        const victim = world.keep({}, fate.guard).catch(() => undefined);
        void victim;
        await world.time.run([world.time.sleep(500)]);
        await world.time.run([world.keep(), world.keep()]);
        expect(world.use(await world.stored()), `exchange ${at}`).toBe(200);
        expect(await world.isNewestStored(), `exchange ${at}`).toBe(true);
        expect(world.asked.length, `exchange ${at}`).toBeLessThanOrEqual(2);
        if (fate.reached() < at) {
          expect(at).toBeGreaterThan(8);
          return;
        }
      }
    },
  );

  it("do not wait for one that died after it had stored a token that was used [T3, T9]", async () => {
    const world = await keeperWorld();
    const fate = strike(9, "before");
    void world.keep({}, fate.guard);
    await world.time.run([world.time.sleep(1_000)]);
    expect([fate.reached(), world.row.state().lease === undefined]).toEqual([9, false]);
    const startedAt = world.time.now();
    await world.time.run(
      Array.from({ length: 20 }, async () => world.keep({ refused: world.row.state().sealed?.digest })),
    );
    expect(world.time.now() - startedAt).toBeLessThan(3_000);
    expect(world.asked).toHaveLength(2);
  });

  it("never leave an older token where a newer one was, when one sleeps through its lease [T7, D5]", async () => {
    for (let at = 1; at <= 12; at += 1) {
      const world = await keeperWorld({}, at);
      let count = 0;
      const sleeper: Guard = async (exchange) => {
        count += 1;
        // Stopped for a minute before the exchange leaves; it goes on as if nothing had been.
        if (count === at) await world.time.sleep(60_000);
        return exchange();
      };
      const others = async (): Promise<void> => {
        await world.time.sleep(2_000);
        await world.keep();
        await world.time.sleep(3_000);
        await world.keep();
      };
      await world.time.run<unknown>([world.keep({}, sleeper), others()]);
      expect(await world.isNewestStored(), `asleep at exchange ${at}`).toBe(true);
      expect(world.asked.length, `asleep at exchange ${at}`).toBeLessThanOrEqual(3);
    }
  });

  it("ask a minute apart for a refresh token that was revoked, and at once for a new one [O2, T15]", async () => {
    const world = await keeperWorld();
    await world.parameters.write("oauth/refresh-token", "1000.revoked.revoked");
    const worker = async (index: number): Promise<string[]> => {
      const codes: string[] = [];
      for (let minute = 0; minute < 10; minute += 1) {
        await world.time.sleep(index * 17 + 5_000);
        codes.push(
          await world.keep().then(
            () => "kept",
            (error: Error) => error.name,
          ),
        );
        await world.time.sleep(55_000 - index * 17);
      }
      return codes;
    };
    const codes = await world.time.run(Array.from({ length: 50 }, async (_, index) => worker(index)));
    expect(new Set(codes.flat())).toEqual(new Set(["token_refused"]));
    expect(world.asked.length).toBeLessThanOrEqual(10);
    world.asked.slice(1).forEach((at, index) => expect(at - (world.asked[index] ?? 0)).toBeGreaterThanOrEqual(60_000));
    await world.parameters.write("oauth/refresh-token", world.model.refreshToken);
    const [kept] = await world.time.run([world.keep()]);
    expect(kept?.renewed).toBe(true);
  });

  it("stop at eight tokens in ten minutes by themselves, and go on when the window has passed [T10]", async () => {
    const world = await keeperWorld();
    const storm = async (): Promise<string[]> => {
      const codes: string[] = [];
      for (let round = 0; round < 30; round += 1) {
        const refused = digestOf(await world.stored());
        codes.push(
          await world.keep({ refused }).then(
            () => "kept",
            (error: Error) => error.name,
          ),
        );
        await world.time.sleep(20_000);
      }
      return codes;
    };
    const [codes = []] = await world.time.run([storm()]);
    expect(codes.filter((code) => code === "kept")).toHaveLength(8);
    expect(codes.slice(8).every((code) => code === "token_throttled")).toBe(true);
    expect(mostInTenMinutes(world.asked)).toBe(8);
    await world.time.run([world.time.sleep(600_000)]);
    const [kept] = await world.time.run([world.keep({ refused: digestOf(await world.stored()) })]);
    expect(kept?.renewed).toBe(true);
  });

  it.each([200, 400] as const)(
    "make no call for ten minutes after Zoho's own refusal with HTTP %d [O1, T10]",
    async (status) => {
      const world = await keeperWorld({ accessDeniedStatus: status });
      // Somebody else with the same refresh token has spent its window.
      const { clientId, clientSecret, refreshToken } = world.model;
      const body = new URLSearchParams({
        grant_type: "refresh_token",
        client_id: clientId,
        client_secret: clientSecret,
        refresh_token: refreshToken,
      });
      for (let count = 0; count < 10; count += 1) {
        world.model.handle(
          { method: "POST", path: "/oauth/v2/token", headers: {}, body: body.toString() },
          world.time.now(),
        );
      }
      const attempts = async (): Promise<string[]> => {
        const codes: string[] = [];
        for (let count = 0; count < 60; count += 1) {
          codes.push(
            await world.keep().then(
              () => "kept",
              (error: Error) => error.name,
            ),
          );
          await world.time.sleep(10_000);
        }
        return codes;
      };
      const [codes] = await world.time.run([attempts()]);
      expect(new Set(codes?.slice(0, 59))).toEqual(new Set(["token_throttled"]));
      expect(world.asked).toHaveLength(1);
      expect(await world.stored()).toBe("");
      const [kept] = await world.time.run([world.keep()]);
      expect(kept?.renewed).toBe(true);
    },
  );
});
