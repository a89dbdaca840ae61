import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundleAll, bundleTo } from "./bundle-to.ts";
import { discoverActions } from "./discovery/discover-actions.ts";
import { ownEntries } from "./own-entries.ts";
import { testActions } from "./testing/test-actions.ts";

test("the functions of a stage are the same whether they are bundled at once or one by one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "bundles-"));
  const webhooks = (await discoverActions(testActions)).flatMap((action) =>
    "entry" in action ? [[action.slug, action.entry] as const] : [],
  );
  const entries = { ...ownEntries, ...Object.fromEntries(webhooks) };
  const bundles = bundleAll(join(folder, "at once"), entries);
  for (const [name, entry] of Object.entries<string>(entries)) {
    expect(bundles[name as keyof typeof entries], name).toEqual(bundleTo(join(folder, name), entry));
    for (const file of ["index.mjs", "index.mjs.map"]) {
      const [together, alone] = [join(folder, "at once", name, file), join(folder, name, file)].map((path) =>
        readFileSync(path),
      );
      expect(together?.equals(alone ?? Buffer.of()), `${name}/${file}`).toBe(true);
    }
  }
  rmSync(folder, { recursive: true });
});
