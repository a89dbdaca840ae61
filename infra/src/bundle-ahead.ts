import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { bundleAll } from "./bundle-to.ts";
import { keptBundle, keptBundles } from "./kept-bundles.ts";

/**
 * Bundles in one run of esbuild what of these entries is not kept, for `reuseBundle` to find: most of what they import
 * they have in common. What another run is at is left to it. Where one does not compile none is kept, and each is bundled
 * by itself, so that its author is told.
 */
export function bundleAhead(
  entries: readonly string[],
  { kept = keptBundles, choices = [] }: { readonly kept?: string; readonly choices?: readonly string[] } = {},
): void {
  const mine = entries.flatMap((entry) => {
    const place = keptBundle(entry, kept, choices);
    const release = place === undefined || place.isKept() ? undefined : place.lock();
    return place === undefined || typeof release !== "function" ? [] : [{ entry, place, release }];
  });
  const draft = join(kept, `draft-${randomUUID()}`);
  try {
    if (mine.length < 2) return;
    const bundles = bundleAll(draft, Object.fromEntries(mine.map(({ entry }, at) => [at, entry])), choices);
    for (const [at, { place }] of mine.entries()) {
      const bundle = bundles[at];
      if (bundle !== undefined) place.keep(bundle, join(draft, String(at)));
    }
  } catch {
    // See above.
  } finally {
    for (const { release } of mine) release();
    rmSync(draft, { recursive: true, force: true });
  }
}
