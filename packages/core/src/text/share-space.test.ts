import fc from "fast-check";
import { expect, test } from "vitest";
import { shareSpace } from "./share-space.ts";

test("short texts leave their room to long ones", () => {
  expect(shareSpace([10, 10], 100)).toEqual([10, 10]);
  expect(shareSpace([10, 500, 500], 110)).toEqual([10, 50, 50]);
  expect(shareSpace([5, 9], 11)).toEqual([5, 6]);
  expect(shareSpace([], 100)).toEqual([]);
});

test("no more than the total is given, and nobody gets more than needed", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { maxLength: 25 }), fc.nat(10_000), (lengths, total) => {
      const shares = shareSpace(lengths, total);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(total);
      shares.forEach((share, index) => expect(share).toBeLessThanOrEqual(lengths[index] ?? 0));
    }),
  );
});
