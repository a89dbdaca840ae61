import { afterEach, expect, test } from "vitest";
import type { CallLimits } from "../aws-api/open-aws.ts";
import { readSecret } from "./read-secret.ts";

const { env } = process;
afterEach(() => void (process.env = env));

test("a secret is asked for by its whole name, within the time that the call has", async () => {
  process.env = { ...env, PARAMETER_PREFIX: "/product/dev", ACTION_SLUG: "keep-note" };
  const asked: unknown[] = [];
  const call = async (operation: string, input: object, limits?: CallLimits): Promise<Record<string, unknown>> => {
    asked.push([operation, input, limits]);
    return { Parameter: { Value: "s3cret" } };
  };
  expect(await readSecret({ call }, "desk-key", 1_234)).toBe("s3cret");
  const input = { Name: "/product/dev/keep-note/desk-key", WithDecryption: true };
  expect(asked).toEqual([["GetParameter", input, { timeoutMs: 1_234 }]]);
});

test("a bug of the client is no failure of the store", async () => {
  process.env = { ...env, PARAMETER_PREFIX: "/product/dev", ACTION_SLUG: "keep-note" };
  const bug = new TypeError("bug");
  await expect(readSecret({ call: async () => Promise.reject(bug) }, "desk-key", 1_000)).rejects.toBe(bug);
});
