import { z } from "zod";

import { ServiceError } from "../service-error.ts";
import type { ServiceCall } from "./service-call.ts";

/** How a service refuses input: the operation's name for the sentence, and the service's own codes. */
export interface Refusals {
  operation: string;
  /** Of a member that is not served here, missing, or out of what AWS takes. */
  value: string;
  /** Of a member that is not of its type; that of a value where a protocol knows text only. */
  type?: string;
  /** With which what is not served here is refused, when it is not as a wrong value. */
  unserved?: { code: string; status: number };
}

/** One operation: takes what a protocol has taken apart, refuses what it does not know, and answers. */
export type Operation<Output> = (raw: unknown, call: ServiceCall, refusals: Refusals) => Output;

/** Makes an operation of the schema of its input, which names every member that is served here, and of what it does. */
export function operation<Schema extends z.ZodType, Output>(
  schema: Schema,
  run: (input: z.output<Schema>, call: ServiceCall) => Output,
): Operation<Output> {
  return (raw, call, refusals) => run(readInput(schema, raw, refusals), call);
}

/** Reads input by its schema, or refuses it by name as AWS words it; a value is never repeated, because it may be a secret. */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
  refusals: Refusals,
): z.output<Schema> {
  const { operation: name, value, type = value, unserved = { code: value, status: 400 } } = refusals;
  const result = schema.safeParse(raw, { reportInput: true });
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue) => (issue.code === "invalid_union" ? issue.errors[0]! : [issue]));
  const mistyped = issues.find((issue) => issue.code === "invalid_type" && issue.input !== undefined);
  if (mistyped) throw new ServiceError(type, `The ${toMember(mistyped.path)} of ${name}: ${mistyped.message}.`);
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key].join(".")) : [],
  );
  if (unknown.length > 0)
    throw new ServiceError(
      unserved.code,
      `Local AWS does not serve ${name} with ${unknown.join(", ")}.`,
      unserved.status,
    );
  const other = issues.find((issue) => issue.code === "custom" && issue.params?.["isUnserved"] === true);
  if (other)
    throw new ServiceError(
      unserved.code,
      `Local AWS does not serve ${name} with another ${toMember(other.path)}: ${other.message}.`,
      unserved.status,
    );
  const count = issues.length === 1 ? "1 validation error" : `${issues.length} validation errors`;
  const failures = issues.map(
    (issue) => `Value at '${toMember(issue.path)}' failed to satisfy constraint: ${say(issue)}`,
  );
  throw new ServiceError(value, `${count} detected: ${failures.join("; ")}`);
}

const toMember = (path: readonly PropertyKey[]): string => (path.length === 0 ? "input" : path.map(String).join("."));

function say(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return "Member must not be null";
    case "invalid_value":
      return `Member must satisfy enum value set: [${issue.values.map(String).join(", ")}]`;
    case "too_big":
      return `Member must have ${measureOf(issue.origin)} less than or equal to ${issue.maximum}`;
    case "too_small":
      return `Member must have ${measureOf(issue.origin)} greater than or equal to ${issue.minimum}`;
    case "invalid_format":
      return `Member must satisfy regular expression pattern: ${issue.pattern ?? issue.format}`;
    default:
      return issue.message;
  }
}

const measureOf = (origin: string): string => (origin === "number" || origin === "int" ? "value" : "length");

/** Text of a number of characters. */
export const text = (minChars = 0, maxChars = Infinity): z.ZodString =>
  maxChars === Infinity ? z.string().min(minChars) : z.string().min(minChars).max(maxChars);
/** Text that a pattern fits as a whole. */
export const like = (pattern: RegExp, minChars = 1, maxChars = Infinity): z.ZodString =>
  text(minChars, maxChars).regex(new RegExp(`^(?:${pattern.source})$`, pattern.flags));
/** A whole number. */
export const whole = (min: number, max = Number.MAX_SAFE_INTEGER): z.ZodInt => z.int().min(min).max(max);
/** A whole number that a protocol of text writes in digits. */
export const wholeText = (min: number, max = Number.MAX_SAFE_INTEGER): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number)
    .pipe(whole(min, max));
/** One of the values that AWS takes, of which only some are served here. */
export function served<Value extends string>(
  here: readonly [Value, ...Value[]],
  inAws: readonly string[],
): z.ZodType<Value, string> {
  return z.enum([...here, ...inAws]).refine((value): value is Value => here.includes(value as Value), {
    params: { isUnserved: true },
    error: ({ input }) => `it has to be ${here.join(" or ")}, not ${String(input)}`,
  }) as z.ZodType<Value, string>;
}
/** A truth value that a protocol of text writes in letters. */
export const truthText: z.ZodType<boolean, string> = z.enum(["true", "false"]).transform((word) => word === "true");
