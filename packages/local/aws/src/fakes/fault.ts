import { toWireResponse } from "./fake-response.ts";

/**
 * What goes wrong with a request instead of its answer: a response of the test's choosing; `hang`, no response at all;
 * `cut`, a connection that ends in the middle of a response; `garbage`, bytes that are no HTTP.
 */
export type Fault = { status: number; headers?: Record<string, string>; body?: string } | "hang" | "cut" | "garbage";

const named: readonly unknown[] = ["hang", "cut", "garbage"];

/** Refuses a fault that could not happen, when the test asks for it. */
export function checkFault(fault: Fault, times: number): void {
  if (!Number.isInteger(times) || times < 1)
    throw new TypeError(`A fault happens a whole number of times, not ${times}.`);
  if (named.includes(fault)) return;
  if (typeof fault !== "object")
    throw new TypeError(`A fault is { status }, "hang", "cut" or "garbage", not ${fault}.`);
  const { status, headers = {}, body } = fault;
  try {
    toWireResponse({ status, headers, ...(body !== undefined && { text: body }) });
  } catch (error) {
    throw new TypeError(`No fake can answer with this fault: ${(error as Error).message}.`, { cause: error });
  }
}
