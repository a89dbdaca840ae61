import { ServiceError } from "../service-error.ts";

/** The input of a call of the query protocol. */
export interface Form {
  text(name: string): string | undefined;
  /** Throws the service's own error when it is missing. */
  required(name: string): string;
  isTrue(name: string): boolean;
  /** `Name.member.1`, `Name.member.2`… */
  list(name: string): string[];
  /** `Name.member.1.Field`… */
  records(name: string): Record<string, string>[];
}

/** What the query protocol calls an input that is wrong in itself. */
export function invalid(message: string): ServiceError {
  return new ServiceError("ValidationError", message);
}

/** Reads a call's form fields; refuses one with a field that is not among `known`, because it would be ignored. */
export function formOf(input: URLSearchParams, known: readonly string[]): Form {
  const fields = [...input].filter(([name]) => name !== "Action" && name !== "Version");
  const unknown = fields.map(([name]) => name.split(".")[0]!).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw invalid(`Local AWS does not implement ${input.get("Action")} with ${[...new Set(unknown)].join(", ")}.`);
  const text = (name: string): string | undefined => input.get(name) ?? undefined;
  return {
    text,
    required(name) {
      const value = text(name);
      if (value) return value;
      throw invalid(`1 validation error detected: Value at '${name}' must not be null`);
    },
    isTrue: (name) => text(name) === "true",
    list: (name) =>
      fields.flatMap(([key, value]) => (/^\w+\.member\.\d+$/.test(key) && key.startsWith(`${name}.`) ? [value] : [])),
    records(name) {
      const records = new Map<string, Record<string, string>>();
      for (const [key, value] of fields) {
        const [list, , number, field] = key.split(".");
        if (list === name && number !== undefined && field !== undefined)
          records.set(number, { ...records.get(number), [field]: value });
      }
      return [...records.values()];
    },
  };
}
