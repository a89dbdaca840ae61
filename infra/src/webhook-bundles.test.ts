import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reuseBundle } from "./reuse-bundle.ts";
import { testActions } from "./testing/test-actions.ts";

/** What a webhook may be made of; a person waits for each of it at a cold start. */
interface Budget {
  readonly bytes: number;
  readonly packages: readonly string[];
  /** Modules of Node that are imported by name, and so load all they export. */
  readonly imports: readonly string[];
}

const signer = ["@smithy/core", "@smithy/signature-v4"];

test.each<[string, Budget]>([
  ["echo", { bytes: 37_000, packages: [], imports: [] }],
  ["call-api", { bytes: 68_000, packages: signer, imports: [] }],
  ["keep-row", { bytes: 65_000, packages: signer, imports: [] }],
  ["store-file", { bytes: 65_000, packages: signer, imports: [] }],
])("the bundle of %s holds what it needs and no more", (slug, budget) => {
  const folder = mkdtempSync(join(tmpdir(), "webhook-"));
  try {
    reuseBundle(folder, join(testActions, slug, "lambda.ts"));
    const code = readFileSync(join(folder, "index.mjs"), "utf8");
    const { sources } = JSON.parse(readFileSync(join(folder, "index.mjs.map"), "utf8")) as { sources: string[] };
    const packages = sources.map((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1]);
    expect([...new Set(packages.filter((name) => name !== undefined))].toSorted()).toEqual(budget.packages);
    const imports = [...code.matchAll(/(?:\bfrom|\bimport)\s*"(node:[^"]+)"/g)].map(([, name]) => name);
    expect([...new Set(imports)]).toEqual(budget.imports);
    expect(Buffer.byteLength(code)).toBeLessThan(budget.bytes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
