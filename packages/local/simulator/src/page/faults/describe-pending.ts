import type { PageFaults } from "../../page-api.ts";

/** When a fault is going to happen, in a few words. */
export function describePending({ of, on, before, left }: PageFaults["pending"][number]): string {
  const one = of === "delivery" ? "click" : "call";
  const what = (count: number): string => (count === 1 ? one : `${count} ${one}s`);
  const whose = on === "any" ? "" : of === "delivery" ? ` on ${on}` : ` of ${on}`;
  return before === 0
    ? `On the next ${what(left)}${whose}`
    : `After ${before === 1 ? `one ${one}` : what(before)}, on the next ${what(left)}${whose}`;
}
