import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { operatorEnvironment, writeOperatorEnvironment } from "./operator-environment.ts";

const root = mkdtempSync(join(tmpdir(), "operator-"));
mkdirSync(join(root, ".local"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const booted = {
  aws: { endpoint: "http://127.0.0.1:1", adminCredentials: { accessKeyId: "AKIA", secretAccessKey: "a/b+c=" } },
  cliq: { cliqUrl: "http://127.0.0.1:2", accountsUrl: "http://127.0.0.1:3" },
} as Parameters<typeof writeOperatorEnvironment>[1];

test("a shell that reads it points the SDK and the verbs at the start, until the start ends", async () => {
  const remove = await writeOperatorEnvironment(root, booted);
  const script = `. ${join(root, operatorEnvironment)}; echo "$AWS_ENDPOINT_URL $AWS_SECRET_ACCESS_KEY $CLIQ_ORIGIN"; exec printenv ZOHO_ACCOUNTS_ORIGIN`;
  expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(
    "http://127.0.0.1:1 a/b+c= http://127.0.0.1:2\nhttp://127.0.0.1:3\n",
  );
  await remove();
  expect(readdirSync(join(root, ".local"))).toEqual([]);
});

test("what another start has written meanwhile stays", async () => {
  const remove = await writeOperatorEnvironment(root, booted);
  writeFileSync(join(root, operatorEnvironment), "export AWS_ENDPOINT_URL='http://127.0.0.1:9'\n");
  await remove();
  expect(readdirSync(join(root, ".local"))).toEqual(["operator.env"]);
});
