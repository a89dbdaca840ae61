import { ServiceError } from "../../service-error.ts";

/** Gives a number that SQS takes from so much to so much, or refuses it in SQS's words. */
export function inRange(name: string, value: number, from: number, to: number): number {
  if (value >= from && value <= to) return value;
  throw new ServiceError(
    "InvalidParameterValue",
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${from} and ${to}, if provided.`,
  );
}
