/** Dollars: to the cent below a hundred. */
export function toUsd(usd: number): string {
  return usd >= 100 ? usd.toLocaleString("en", { maximumFractionDigits: 0 }) : usd.toFixed(2);
}

/** A whole number as people read it. */
export function toCount(count: number): string {
  return count.toLocaleString("en");
}
