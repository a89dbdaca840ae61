import { expect, it } from "vitest";
import { knownBad } from "./known-bad.ts";
import { liveMany } from "./live-many.ts";

const most = 600;

it.each([
  ["no tombstone", "convergence"],
  ["no lease", "convergence"],
  ["no ownership proof", "no foreign mutation"],
  ["naive", "convergence"],
] as const)("a registrar with this flaw does not pass: %s", async (flaw, invariant) => {
  const broken: string[] = [];
  for (let seed = 1; seed < most && broken.length === 0; seed += 100) {
    const reports = await liveMany(seed, 100, knownBad[flaw]);
    broken.push(
      ...reports.flatMap(({ violations }) =>
        violations.filter((violation) => violation.invariant === invariant).map(({ what }) => what),
      ),
    );
  }
  expect(broken).not.toEqual([]);
});
