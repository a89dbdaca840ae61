import { type Bundle, bundleTo } from "./bundle-to.ts";
import { type KeptBundle, keptBundle, keptBundles } from "./kept-bundles.ts";

const pollMs = 50;

/** Like {@link bundleTo}, but takes the files from the last run that bundled the same; they are kept for a week after their last use. */
export function reuseBundle(
  outputDir: string,
  entry: string,
  { kept = keptBundles, choices = [] }: { readonly kept?: string; readonly choices?: readonly string[] } = {},
): Bundle {
  const place = keptBundle(entry, kept, choices);
  if (place === undefined) return bundleTo(outputDir, entry, choices);
  // Of several runs that need the same at once, one bundles it.
  for (;;) {
    const reused = place.copyTo(outputDir);
    if (reused !== undefined) return reused;
    const release = place.lock();
    if (release === undefined) return bundleTo(outputDir, entry, choices);
    if (release === "held") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
    else {
      try {
        return place.copyTo(outputDir) ?? bundleAndKeep(outputDir, entry, choices, place);
      } finally {
        release();
      }
    }
  }
}

function bundleAndKeep(outputDir: string, entry: string, choices: readonly string[], place: KeptBundle): Bundle {
  const bundle = bundleTo(outputDir, entry, choices);
  place.keep(bundle, outputDir);
  return bundle;
}
