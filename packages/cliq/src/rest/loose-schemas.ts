import * as z from "zod";

/** An id as text, whether Cliq wrote a string or a number (`parseExactJson` has kept the digits of large ones). */
export const id = z.union([z.string().min(1), z.number().int()]).transform(String);

/**
 * A leaf that may be absent. One of another type counts as absent too: a single odd field of somebody else's item must
 * not take the whole list away.
 */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);
}

/**
 * Where the next page begins; absent, null and empty are the end. Strict beyond that, unlike the rest: an odd one taken as
 * the end would hide what comes after it.
 */
export const nextToken = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === undefined || value === null || value === "" ? undefined : String(value)));

/** A name as text; empty where Cliq shows none, which is the name of nothing that anybody declares. */
export const shownName = z.union([z.string(), z.number()]).catch("").transform(String);

/** Who made a component. */
export const creator = z.object({ id: maybe(id), name: maybe(z.string()) });
