import { InvalidReply } from "../errors/invalid-reply.ts";
import { describeValue } from "./describe-value.ts";

/** The value as a number of JSON; throws {@link InvalidReply} for any other, and for one below the least. */
export function expectNumber(value: unknown, name: string, least = -Infinity): number {
  if (typeof value !== "number") throw new InvalidReply(`${name} must be a number, not ${describeValue(value)}.`);
  if (Number.isFinite(value) && value >= least) return value;
  throw new InvalidReply(`${name} must be a finite number${least === 0 ? ", and not below 0" : ""}.`);
}
