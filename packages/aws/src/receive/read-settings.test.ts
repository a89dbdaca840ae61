import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { environment, publicKey } from "../testing/webhook.ts";
import { readSettings } from "./read-settings.ts";

const digest = "0123456789abcdef".repeat(4);
const good = { ...environment, CREDENTIAL_DIGESTS: `${digest},${"f".repeat(64)}` };

test("the settings are what the environment says", () => {
  const { digests, publicKey: key, ...words } = readSettings(good);
  expect(words).toEqual({ slug: "test-action", stage: "test", organizationId: environment.CLIQ_ORGANIZATION_ID });
  expect(digests.map((one) => one.toString("hex"))).toEqual([digest, "f".repeat(64)]);
  expect(key).toBeUndefined();
  const required = readSettings({ ...good, SIGNATURE: "required", CLIQ_PUBLIC_KEY: publicKey }).publicKey;
  expect(required?.export({ format: "der", type: "spki" }).toString("base64")).toBe(publicKey);
});

const other = generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" }).toString("base64");
const noKey = "CLIQ_PUBLIC_KEY is not an RSA public key in base64";

test("why a key cannot be read is kept for the log", () => {
  expect(() => readSettings({ ...good, SIGNATURE: "required" })).toThrow(
    expect.objectContaining({ message: noKey, cause: expect.any(Error) as Error }),
  );
});

// Not named by their values: keys are others in each process, and Stryker runs tests again by their names.
test.each<[string, NodeJS.ProcessEnv]>([
  ...["ACTION_SLUG", "STAGE", "CLIQ_ORGANIZATION_ID"].flatMap((name) =>
    [undefined, "", "REPLACE_ME", "two words", " a", "a ", "x".repeat(65)].map((value): [string, NodeJS.ProcessEnv] => [
      `${name} is not configured`,
      { [name]: value },
    ]),
  ),
  ...[undefined, "", `x${digest}`, `${digest}0`, digest.toUpperCase(), `${digest},`].map(
    (CREDENTIAL_DIGESTS): [string, NodeJS.ProcessEnv] => [
      "CREDENTIAL_DIGESTS is not configured",
      { CREDENTIAL_DIGESTS },
    ],
  ),
  ...[undefined, "", "Off", "no"].map((SIGNATURE): [string, NodeJS.ProcessEnv] => [
    'SIGNATURE must be "required" or "off"',
    { SIGNATURE, CLIQ_PUBLIC_KEY: publicKey },
  ]),
  ...[undefined, "", "REPLACE_ME", other].map((CLIQ_PUBLIC_KEY): [string, NodeJS.ProcessEnv] => [
    noKey,
    { SIGNATURE: "required", CLIQ_PUBLIC_KEY },
  ]),
])("what is not as it must be is named: %s (row %#)", (message, change) => {
  expect(() => readSettings({ ...good, ...change })).toThrow(
    expect.objectContaining({ code: "misconfigured", message }),
  );
});
