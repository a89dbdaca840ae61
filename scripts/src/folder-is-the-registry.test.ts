import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { afterAll, expect, test } from "vitest";
import { repository } from "./testing/copy-repository.ts";
import { stackName } from "./testing/names.ts";
import { synthesiseFolder } from "./testing/synthesise-local.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "registry-")));
// What an action imports is found as from a folder of the repository.
symlinkSync(join(repository, "infra/node_modules"), join(root, "node_modules"), "junction");
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder of actions: test actions by the slug they get, and what is replaced in their action.ts. */
function write(name: string, actions: Readonly<Record<string, readonly [copied: string, from?: string, to?: string]>>) {
  const folder = join(root, name);
  for (const [slug, [copied, from = "", to = ""]] of Object.entries(actions)) {
    mkdirSync(join(folder, slug), { recursive: true });
    cpSync(join(testActions, copied), join(folder, slug), { recursive: true });
    const action = join(folder, slug, "action.ts");
    writeFileSync(action, readFileSync(action, "utf8").replace(from, to));
  }
  return folder;
}

async function registeredIn(folder: string): Promise<{ slugs: readonly string[]; buckets: number }> {
  const synthesised = await synthesiseFolder(folder);
  const text = readFileSync(join(synthesised.folder, `${stackName}.template.json`), "utf8");
  synthesised.remove();
  const { Resources }: { Resources: Record<string, { Type: string; Properties?: { RouteKey?: string } }> } =
    JSON.parse(text);
  const resources = Object.values(Resources);
  const routes = resources.map(
    ({ Properties }) => /^POST \/actions\/([a-z-]+)\//.exec(Properties?.RouteKey ?? "")?.[1],
  );
  return {
    slugs: routes.flatMap((slug) => slug ?? []).toSorted(),
    buckets: resources.filter(({ Type }) => Type === "AWS::S3::Bucket").length,
  };
}

test("a copied folder is a new action with its own route", async () => {
  const folder = write("copied", {
    echo: ["echo"],
    again: ["echo", '"Echo"', '"Again"'],
    "store-file": ["store-file"],
  });
  expect(await registeredIn(folder)).toEqual({ slugs: ["again", "echo", "store-file"], buckets: 1 });
});

test("a deleted folder takes its route and what it stored in along", async () => {
  const folder = write("deleted", { again: ["echo", '"Echo"', '"Again"'] });
  expect(await registeredIn(folder)).toEqual({ slugs: ["again"], buckets: 0 });
});

test("two folders of one name are refused, naming both", async () => {
  const folder = write("twins", { echo: ["echo"], keep: ["echo"] });
  await expect(registeredIn(folder)).rejects.toThrow('Action folders "echo" and "keep" both declare the name "Echo"');
});
