import * as z from "zod";

/** An id as text, whether Cliq wrote a string or a number (`parseExactJson` has kept the digits of large ones). */
export const id = z.union([z.string().min(1), z.number().int()]).transform(String);

/** Absent and null say the same. */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** Who made a component. */
export const creator = z.object({ id: maybe(id), name: maybe(z.string()) });
