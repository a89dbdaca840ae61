import { beforeAll, describe, expect, it } from "vitest";
import { type Answer, loadClients, virtualStack } from "./testing/virtual-stack.ts";

beforeAll(loadClients);

const hard = { grantedAfterMs: 20_000, writesPerSecond: 3, readsPerSecond: 40 };
const slugs = (count: number): string[] => Array.from({ length: count }, (_, at) => `a${at}`);

describe("a first deployment, against grants that take 20 s and a Parameter Store that takes 3 writes a second", () => {
  it.each([3, 10, 20, 40])("of %d actions succeeds", async (count) => {
    const { time, model, aws, askKey, askCredential, askActions } = virtualStack(hard, count);
    const deploy = async (): Promise<Answer[]> => {
      const key = await askKey();
      // CloudFormation makes all that depend on the same thing at once.
      const credentials = await Promise.all(slugs(count).map(async (slug) => askCredential(slug)));
      return [key, ...credentials, await askActions("Create", slugs(count))];
    };
    const [answers = []] = await time.run([deploy()]);
    expect(answers.map(({ Status, Reason }) => [Status, Reason])).toEqual(answers.map(() => ["SUCCESS", undefined]));
    expect(model.actions()).toHaveLength(count);
    expect(new Set(answers.slice(1, -1).map(({ Data }) => Data?.DigestCurrent)).size).toBe(count);
    // One key, one token.
    expect(aws.counts.parameterWrites).toBe(2);
    expect(aws.counts.denied).toBeGreaterThan(20);
  });

  it.each(["Update", "Delete"])("then %s by a role made just now succeeds as well", async (type) => {
    const { time, model, askKey, askActions } = virtualStack(hard, 7);
    const deploy = async (): Promise<Answer[]> => [
      await askKey(),
      await askActions(type, type === "Delete" ? [] : ["a"]),
    ];
    const [answers = []] = await time.run([deploy()]);
    expect(answers.map(({ Status }) => Status)).toEqual(["SUCCESS", "SUCCESS"]);
    expect(model.actions()).toHaveLength(type === "Delete" ? 0 : 1);
  });

  it("agrees on one key although forty ask for it at once, as releases before this one did", async () => {
    const { time, aws, askKey, askCredential } = virtualStack({ ...hard, grantedAfterMs: 0 }, 40);
    const [answers = []] = await time.run([Promise.all(slugs(40).map(async () => askKey()))]);
    expect(new Set(answers.map(({ Status }) => Status))).toEqual(new Set(["SUCCESS"]));
    expect(aws.counts.parameterWrites).toBe(1);
    expect(aws.counts.throttled).toBeGreaterThan(0);
    const [credential] = await time.run([askCredential("a")]);
    expect(credential?.Status).toBe("SUCCESS");
  });

  it("says which parameter lacks where nobody has made the key", async () => {
    const { time, askCredential } = virtualStack({}, 1);
    const [answer] = await time.run([askCredential("a")]);
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("Parameter /acme/test/signing-key does not exist") as string,
    });
  });
});
