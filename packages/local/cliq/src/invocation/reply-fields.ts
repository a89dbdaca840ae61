import { isBlank } from "@cliq-actions/core";
import * as z from "zod";

/** A text, be it empty, of whole characters: of a lone half of one (half a pair of UTF-16), UTF-8 has no form. */
const whole = (error: string) =>
  z.string({ error }).refine((value) => value.isWellFormed(), "must be of whole characters.");

/** A text of at most so many characters (UTF-16 units), with something in it that shows. */
export function text(mostChars: number) {
  const empty = "must be a text with something in it.";
  return whole(empty)
    .refine((value) => !isBlank(value), empty)
    .max(mostChars, { error: ({ input }) => tooMany((input as string).length, "characters", mostChars) });
}

/** A text of at most so many characters, be they ones that do not show. */
export function notEmpty(mostChars: number) {
  return anyText
    .min(1, "must not be empty.")
    .max(mostChars, { error: ({ input }) => tooMany((input as string).length, "characters", mostChars) });
}

/** A list of at most so many. */
export function list<Item extends z.ZodType>(item: Item, most: number, what: string) {
  return z
    .array(item, { error: "must be a list." })
    .max(most, { error: ({ input }) => tooMany((input as unknown[]).length, what, most) });
}

/** So many where Cliq takes fewer. */
export function tooMany(count: number, what: string, most: number): string {
  return `has ${count} ${what}; Cliq takes at most ${most}.`;
}

/** One of these words. */
export function oneOf(...words: readonly string[]) {
  return z.enum(words, { error: `must be one of ${words.join(", ")}.` });
}

/** A whole number in a range, also as text, which Zoho's scripts make of numbers. */
export function wholeNumber(least: number, most: number) {
  return z.preprocess(
    (value) => (typeof value === "string" && /^-?\d+$/u.test(value) ? Number(value) : value),
    z
      .int({ error: "must be a whole number." })
      .min(least, `must be at least ${least}.`)
      .max(most, `must be at most ${most}.`),
  );
}

/** True or false, also as text. */
export const trueOrFalse = z.union([z.boolean(), z.enum(["true", "false"])], { error: "must be true or false." });

/** An address that can be opened, by one of these schemes. */
export function address(schemes: RegExp, what: string, mostChars = Infinity) {
  return text(mostChars).refine((value) => schemes.test(value) && URL.canParse(value), `must be ${what}.`);
}

/** An object with at least these fields. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape, { error: ({ input }) => (input === undefined ? "is missing." : "must be an object.") });
}

/** A text, be it empty. */
export const anyText = whole("must be a text.");

/** Names of things that stand beside each other, of which a client shows one of each name. */
export function checkTwins(
  context: z.RefinementCtx,
  names: readonly string[],
  place: (index: number) => readonly (string | number)[],
): void {
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index)
      context.addIssue({
        code: "custom",
        message: `is "${name}", which another one is already.`,
        path: [...place(index)],
      });
}

/** Checks a part of a reply whose shape is known only by what stands beside it, and tells its problems at their place. */
export function checkPart(
  context: z.RefinementCtx,
  schema: z.ZodType | undefined,
  value: unknown,
  place: readonly string[] = [],
): void {
  for (const { message, path } of schema?.safeParse(value).error?.issues ?? [])
    context.addIssue({ code: "custom", message, path: [...place, ...path] });
}
