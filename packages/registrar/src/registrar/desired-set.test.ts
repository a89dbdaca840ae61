import { expect, test } from "vitest";
import { Misconfigured } from "../environment.ts";
import { parseProperties } from "./parse-properties.ts";
import { readUrlSecrets } from "./desired-set.ts";

const action = {
  slug: "note",
  name: "Note",
  hint: "Note it",
  scope: "organization",
  message_types: ["text"],
  multi_selectable: false,
  permissions: [],
};
const deluge = { ...action, execution_type: "deluge", script: { key: "k", sha256: "0".repeat(64) } };
const without = {
  stage: "dev",
  readSigningKey: () => Promise.reject(new Misconfigured("Parameter /p/dev/signing-key does not exist")),
};

function propertiesOf(...actions: object[]) {
  const Manifest = JSON.stringify({ version: 1, actions });
  return parseProperties({ Manifest, ApiOrigin: "https://api.example.com", CredentialVersion: "1" });
}

test("a stage without webhooks is deployed and checked without a signing key", async () => {
  expect(await readUrlSecrets(propertiesOf(), without)).toMatchObject({ stage: "dev" });
  expect(await readUrlSecrets(propertiesOf(deluge), without)).toMatchObject({ stage: "dev" });
});

test("one webhook needs it", async () => {
  await expect(
    readUrlSecrets(propertiesOf(deluge, { ...action, slug: "other", name: "Other" }), without),
  ).rejects.toThrow("signing-key does not exist");
});
