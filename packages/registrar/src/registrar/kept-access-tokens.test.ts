import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { writeAccessToken } from "../parameters/access-token.ts";
import { memoryParameters } from "../testing/memory-parameters.ts";
import { virtualClock } from "../testing/virtual-send.ts";
import { keptAccessTokens } from "./kept-access-tokens.ts";

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
  await expect(tokens.current()).rejects.toThrow("run `pnpm cliq authorize`");
});

it("waits a moment for the token that the keeper has stored but Parameter Store does not show yet", async () => {
  const clock = virtualClock(1_790_000_000_000);
  const parameters = memoryParameters();
  await writeAccessToken(parameters, { accessToken: "old", expiresAt: clock.now() + hour });
  const visibleFrom = clock.now() + 600;
  const lagging = {
    ...parameters,
    read: async (name: string) => {
      if (clock.now() >= visibleFrom) await writeAccessToken(parameters, { accessToken: "new", expiresAt: clock.now() + hour });
      return parameters.read(name);
    },
  };
  expect(await keptAccessTokens(lagging, async () => undefined, clock).refused("old")).toBe("new");
});
