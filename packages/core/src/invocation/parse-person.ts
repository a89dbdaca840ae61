import { type Fields, optionalFields, optionalId, optionalText } from "./fields.ts";
import type { Person } from "./message.ts";

/** A person from the wire; undefined when the block or its id is absent and no other id is known. */
export function parsePerson(value: unknown, path: string, knownId?: string): Person | undefined {
  const fields = optionalFields(value, path);
  const id = (fields && optionalId(fields.id, `${path}.id`)) ?? knownId;
  if (id === undefined) return undefined;
  if (fields === undefined) return { id, name: id };
  const email = optionalText(fields.email, `${path}.email`);
  return {
    id,
    name: nameOf(fields, path) ?? email ?? id,
    ...(email === undefined ? {} : { email }),
    ...textField(fields, path, "language"),
    ...textField(fields, path, "country"),
    ...textField(fields, path, "timezone"),
  };
}

function nameOf(fields: Fields, path: string): string | undefined {
  const whole = optionalText(fields.name, `${path}.name`)?.trim();
  if (whole) return whole;
  const first = optionalText(fields.first_name, `${path}.first_name`) ?? "";
  const last = optionalText(fields.last_name, `${path}.last_name`) ?? "";
  return `${first} ${last}`.trim() || undefined;
}

function textField<K extends string>(fields: Fields, path: string, key: K): { [key in K]?: string } {
  const value = optionalText(fields[key], `${path}.${key}`);
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: string };
}
