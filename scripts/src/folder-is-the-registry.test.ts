import { cpSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { copyRepository } from "./testing/copy-repository.ts";
import { runScript } from "./testing/run-script.ts";

const copy = copyRepository();
const actions = join(copy.root, "packages/actions/src");
afterAll(() => copy.remove());

async function startOnce(): Promise<{ slugs: string[]; ok: boolean }> {
  const { code, stdout, stderr } = await runScript(copy.root, "start", ["--once", "--json"]);
  expect(code, stderr).toBe(0);
  const { ok, registrations }: { ok: boolean; registrations: { slug: string }[] } = JSON.parse(stdout);
  return { ok, slugs: registrations.map(({ slug }) => slug).toSorted() };
}

test("a copied folder is a new action, a deleted one is gone, and two of one name are refused", async () => {
  cpSync(join(actions, "archive"), join(actions, "keep"), { recursive: true });
  const refused = await runScript(copy.root, "start", ["--once", "--json"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('Action folders "archive" and "keep" both declare the name "Archive"');

  const action = join(actions, "keep/action.ts");
  writeFileSync(action, readFileSync(action, "utf8").replace('name: "Archive"', 'name: "Keep"'));
  expect(await startOnce()).toEqual({ ok: true, slugs: ["archive", "create-ticket", "keep", "translate"] });

  for (const slug of ["archive", "keep"]) rmSync(join(actions, slug), { recursive: true });
  expect(await startOnce()).toEqual({ ok: true, slugs: ["create-ticket", "translate"] });
  const [newest = ""] = globSync(".local/cdk.out-*/cliq-actions-local.template.json", { cwd: copy.root })
    .map((file) => join(copy.root, file))
    .toSorted((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  const template = readFileSync(newest, "utf8");
  expect(template).not.toMatch(/archive|AWS::S3::Bucket"/i);
}, 120_000);
