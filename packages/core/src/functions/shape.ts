import { isFields } from "../invocation/block.ts";

/** What a context or a button's arguments hold: the type of each, by its name. */
export type Shape = { readonly [name: string]: "string" | "number" | "boolean" };

interface Kinds {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
}

/** The values of a {@link Shape}. */
export type ShapeValue<S extends Shape> = { readonly [K in keyof S]: Kinds[S[K]] };

/** The value where it is of the shape, with nothing beside it; undefined where it is not, as after a change of the code. */
export function matchShape<S extends Shape>(shape: S, value: unknown): ShapeValue<S> | undefined {
  const names = Object.keys(shape);
  const given = isFields(value) ? value : {};
  if (!names.every((name) => Object.hasOwn(given, name) && typeof given[name] === shape[name])) return undefined;
  return Object.fromEntries(names.map((name) => [name, given[name]])) as ShapeValue<S>;
}
