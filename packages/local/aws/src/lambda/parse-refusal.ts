import type { RefusedEgress } from "./sandbox.ts";

/** Reads one line that the egress guard of a process reports; undefined for whatever else the process writes there. */
export function parseRefusal(line: string): RefusedEgress | undefined {
  try {
    const { host, port, reason } = (JSON.parse(line) ?? {}) as Record<string, unknown>;
    if (typeof host !== "string" || typeof reason !== "string") return undefined;
    return { host, ...(typeof port === "number" && { port }), reason };
  } catch {
    return undefined;
  }
}
