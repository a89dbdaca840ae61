/**
 * Shares `total` among texts of the given lengths: each gets what it needs up to a common ceiling, so that short ones
 * leave their room to long ones. Returns how much each may take.
 */
export function shareSpace(lengths: readonly number[], total: number): number[] {
  let left = total;
  let ceiling = 0;
  const ascending = lengths.toSorted((one, other) => one - other);
  for (const [index, length] of ascending.entries()) {
    ceiling = Math.floor(left / (ascending.length - index));
    if (length > ceiling) break;
    left -= length;
    ceiling = length;
  }
  return lengths.map((length) => Math.min(length, ceiling));
}
