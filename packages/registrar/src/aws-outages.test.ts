import { beforeAll, describe, expect, it } from "vitest";
import type { VirtualService } from "./testing/virtual-aws.ts";
import { type Answer, invocationMs, loadClients, virtualStack } from "./testing/virtual-stack.ts";

beforeAll(loadClients);

const minuteMs = 60_000;
const icon = { key: "icon", sha256: "5c7eb42696ec26e5f6bf7d7d935f9454ad27400b25ea3239976503b38b77d0fa" };
const services: readonly VirtualService[] = ["table", "parameters", "lambda", "files"];

/** What CloudFormation asks of a stack that holds two actions, and how many it holds after that. */
const events = {
  create: ["Create", ["a", "b"], 2],
  update: ["Update", ["a", "c"], 2],
  rollback: ["Update", ["a", "b"], 2],
  delete: ["Delete", [], 0],
} as const;

/** Serves the event with an outage from the n-th call of the service on; undefined where it makes fewer. */
async function outlast(name: keyof typeof events, of: VirtualService, at: number, forMs: number) {
  const stack = virtualStack({ files: { icon: "an icon" } }, at);
  const { time, aws, model, askKey, askActions, longest } = stack;
  const [type, slugs, count] = events[name];
  let calls = 0;
  const live = async (): Promise<Answer> => {
    await askKey();
    if (name !== "create") await askActions("Create", ["a", "b"], { image: icon });
    if (name === "rollback") await askActions("Update", ["a", "c"], { image: icon, hint: "Another" });
    aws.onCall((service) => {
      if (service === of) calls += 1;
      if (calls === at && service === of) aws.fail(of, forMs);
    });
    return askActions(type, slugs, { image: icon });
  };
  const [answer] = await time.run([live()]);
  if (calls < at) return undefined;
  return { answer, isThere: model.actions().length === count, isInTime: longest.invocationMs <= invocationMs };
}

describe.each(services)("an outage of AWS, of its %s, fails nothing", (of) => {
  it.each(Object.keys(events) as (keyof typeof events)[])("at: %s", async (name) => {
    for (const [at, forMs] of [
      [1, 25_000],
      [2, 2 * minuteMs],
      [1, 20 * minuteMs],
      [9, 20 * minuteMs],
    ] as const) {
      const ended = await outlast(name, of, at, forMs);
      expect([at, forMs, ended ?? "not called"]).toEqual([
        at,
        forMs,
        ended === undefined
          ? "not called"
          : { answer: expect.objectContaining({ Status: "SUCCESS" }) as Answer, isThere: true, isInTime: true },
      ]);
    }
  });
});

it("an event that a table out of order let nobody write down is answered while CloudFormation waits for it", async () => {
  const { time, aws, model, askKey, askActions } = virtualStack({}, 1);
  const live = async (): Promise<Answer> => {
    await askKey();
    aws.fail("table", 20 * minuteMs);
    model.addOutage({ of: "rest", from: time.now(), until: time.now() + 180 * minuteMs });
    return askActions("Create", ["a"]);
  };
  expect(await time.run([live()])).toMatchObject([{ Status: "FAILED" }]);
});

it("an outage of Parameter Store is waited out by whoever makes the signing key", async () => {
  const { time, aws, askKey } = virtualStack({}, 1);
  aws.fail("parameters", 20 * minuteMs);
  expect(await time.run([askKey()])).toMatchObject([{ Status: "SUCCESS" }]);
});
