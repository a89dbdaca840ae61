import { isUtf8 } from "node:buffer";
import { z } from "zod";

import { ServiceError } from "../service-error.ts";

/** What the query protocol calls an input that is wrong in itself. */
export function invalid(message: string): ServiceError {
  return new ServiceError("ValidationError", message);
}

interface Fields {
  [name: string]: string | Fields;
}

/** Takes the form fields of a call apart: `Name.member.1.Field` is a field of the first member of a list, `Name.Field` one of a structure. */
export function readForm(body: Buffer): Fields {
  const root = Object.create(null) as Fields;
  const form = body.toString("utf8");
  // Escapes of bytes that are no text would be read as something else.
  if (!isUtf8(body) || !isDecodable(form))
    throw new ServiceError("MalformedQueryString", "The form holds bytes that are no UTF-8.");
  for (const [name, value] of new URLSearchParams(form)) {
    const steps = name.split(".");
    let at = root;
    for (const [index, step] of steps.entries()) {
      const isLast = index === steps.length - 1;
      const known = Object.hasOwn(at, step) ? at[step] : undefined;
      if (step === "" || step === "__proto__" || (isLast ? known !== undefined : typeof known === "string"))
        throw new ServiceError(
          "MalformedQueryString",
          `The field ${name.slice(0, 128)} cannot be read beside the others.`,
        );
      if (isLast) at[step] = value;
      else at = (at[step] ??= Object.create(null) as Fields) as Fields;
    }
  }
  return root;
}

function isDecodable(form: string): boolean {
  try {
    decodeURIComponent(form.replaceAll(/%(?![\da-f]{2})/gi, "%25"));
    return true;
  } catch {
    return false;
  }
}

/** A list as the query protocol writes it, `Name.member.1` and so on; an empty one is an empty field. */
export function members<Item extends z.ZodType>(item: Item, maxCount = 1000): z.ZodPreprocess<z.ZodArray<Item>> {
  return z.preprocess((field) => toList(field), z.array(item).max(maxCount));
}

function toList(field: unknown): unknown {
  if (field === "") return [];
  const { member, ...rest } = (typeof field === "object" && field !== null ? field : {}) as Fields;
  if (typeof member !== "object" || Object.keys(rest).length > 0) return field;
  const numbers = Object.keys(member).map(Number);
  if (!numbers.every((number) => Number.isInteger(number) && number > 0)) return field;
  return numbers.toSorted((left, right) => left - right).map((number) => member[String(number)]);
}
