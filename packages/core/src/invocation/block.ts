import { MalformedInvocation } from "../errors/malformed-invocation.ts";

/** A JSON object whose fields are read one by one; never spread or assigned, so `__proto__` stays inert. */
export type Fields = { readonly [name: string]: unknown };

/** Takes the path of a leaf that is not of the type it should have, such as `params.messages.list[].time`. */
export type ReportOddField = (path: string) => void;

/**
 * An object of the event, read field by field. Absent, null and empty are all undefined. What an action can do without
 * is tolerant: of another type than expected it counts as absent, and its path (never its value) is reported. What
 * keys and blocks are made of is strict: of another type it is a {@link MalformedInvocation}.
 */
export class Block {
  readonly fields: Fields;
  readonly path: string;
  private readonly report: ReportOddField;

  constructor(fields: Fields, path: string, report: ReportOddField) {
    this.fields = fields;
    this.path = path;
    this.report = report;
  }

  text(name: string): string | undefined {
    const value = this.fields[name];
    return typeof value === "string" && value !== "" ? value : this.odd(name, value);
  }

  number(name: string): number | undefined {
    const value = this.fields[name];
    return typeof value === "number" && Number.isFinite(value) ? value : this.odd(name, value);
  }

  flag(name: string): boolean | undefined {
    const value = this.fields[name];
    return typeof value === "boolean" ? value : this.odd(name, value);
  }

  /** A whole number, sent as one or as a string of digits: a count, or milliseconds since the epoch. */
  whole(name: string): number | undefined {
    const value = this.fields[name];
    const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
    return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : this.odd(name, value);
  }

  id(name: string): string | undefined {
    const value = this.fields[name];
    return toId(value) ?? this.odd(name, value);
  }

  block(name: string): Block | undefined {
    const value = this.fields[name];
    return isFields(value) ? new Block(value, `${this.path}.${name}`, this.report) : this.odd(name, value);
  }

  /** The objects of a list; anything else in it is left out. */
  list(name: string): readonly Block[] {
    const value = this.fields[name];
    if (!Array.isArray(value)) return this.odd(name, value) ?? [];
    return value.flatMap((item: unknown) =>
      isFields(item) ? [new Block(item, `${this.path}.${name}[]`, this.report)] : (this.odd(`${name}[]`, item) ?? []),
    );
  }

  strictId(name: string): string | undefined {
    return this.id(name) ?? this.refuse(name, "an id: a string or a whole number");
  }

  strictBlock(name: string): Block | undefined {
    return this.block(name) ?? this.refuse(name, "an object");
  }

  /** The objects of a list that must be one, of objects only. */
  strictList(name: string): readonly Block[] {
    const value = this.fields[name] ?? [];
    if (!Array.isArray(value) || !value.every(isFields)) {
      throw new MalformedInvocation(`${this.path}.${name}`, "a list of objects");
    }
    return value.map((item: Fields) => new Block(item, `${this.path}.${name}[]`, this.report));
  }

  private odd(name: string, value: unknown): undefined {
    if (!isAbsent(value)) this.report(`${this.path}.${name}`);
  }

  private refuse(name: string, expected: string): undefined {
    if (!isAbsent(this.fields[name])) throw new MalformedInvocation(`${this.path}.${name}`, expected);
  }
}

/** Whether a value is an object with fields, and no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** What stands where Cliq sent no id begins with this, and no id of Cliq's does. */
export const substitutePrefix = "no-id:";

/** Longest id the published samples show is about 60 characters; anything far beyond is not an id. */
const longestIdChars = 256;

/**
 * The one normal form of an id. Zoho's sample has strings where its SDK has whole numbers, so a number is its decimal
 * digits (beyond 2^53 it must have been re-read losslessly before). A string is itself: " 12 " and "012" are other ids
 * than "12", and an id is another one in another Unicode form, because taking two ids for one would let one message stand
 * for another. With half a character it is no id: no table keeps that.
 */
function toId(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : undefined;
  const isId = typeof value === "string" && value !== "" && value.length <= longestIdChars;
  return isId && !value.startsWith(substitutePrefix) && value.isWellFormed() ? value : undefined;
}
