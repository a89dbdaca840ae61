import { execFileSync, spawnSync } from "node:child_process";
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

const sourced = (path: string, then: string): string =>
  execFileSync("sh", ["-c", `. ${join(root, path)} 2>&1; ${then}`], { encoding: "utf8" });

test("a shell that reads it points the SDK and the verbs at the start, until the start ends", async () => {
  const { path, remove } = await writeOperatorEnvironment(root, booted);
  expect(path).toBe(operatorEnvironment);
  expect(
    sourced(path, 'echo "$AWS_ENDPOINT_URL $AWS_SECRET_ACCESS_KEY $CLIQ_ORIGIN"; exec printenv ZOHO_ACCOUNTS_ORIGIN'),
  ).toBe("http://127.0.0.1:1 a/b+c= http://127.0.0.1:2\nhttp://127.0.0.1:3\n");
  await remove();
  expect(readdirSync(join(root, ".local"))).toEqual([]);
});

test("it names the region for the SDKs and for the AWS CLI, and no profile goes before it", async () => {
  const { path, remove } = await writeOperatorEnvironment(root, booted);
  const then = 'echo "$AWS_REGION $AWS_DEFAULT_REGION ${AWS_PROFILE-none} ${AWS_SESSION_TOKEN-none}"';
  expect(sourced(path, then)).toBe("us-east-1 us-east-1 none none\n");
  await remove();
});

test("of two starts at once each has its own, and ends only that", async () => {
  // Whoever runs these tests is a living process of another id.
  writeFileSync(join(root, operatorEnvironment), `kill -0 ${process.ppid} 2>/dev/null || echo gone >&2\n`);
  const { path, remove } = await writeOperatorEnvironment(root, booted);
  expect(path).toBe(`.local/operator-${process.pid}.env`);
  await remove();
  expect(readdirSync(join(root, ".local"))).toEqual(["operator.env"]);
});

test("what a killed start left is replaced, and says that it is nobody's to whoever reads it before", async () => {
  const ended = spawnSync("true").pid;
  writeFileSync(join(root, operatorEnvironment), `kill -0 ${ended} 2>/dev/null || echo 'has ended' >&2\n`);
  expect(sourced(operatorEnvironment, "true")).toBe("has ended\n");
  const { path, remove } = await writeOperatorEnvironment(root, booted);
  expect(path).toBe(operatorEnvironment);
  expect(sourced(path, "true")).toBe("");
  await remove();
});
