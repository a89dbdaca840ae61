import type { ResolvedOptions } from "../cliq-model-options.ts";

/** A field that Cliq may not show. */
export type ShownField =
  | "execution_url"
  | "permissions"
  | "script"
  | "status"
  | "creator"
  | "hint"
  | "message_types"
  | "multi_selectable"
  | "team_ids"
  | "description"
  | "handlers";

/** What an answer may do to a text it shows. All are UNKNOWN; each is usual where texts pass through HTML or a form. */
export const echoChanges = {
  /** An apostrophe becomes `&#39;`. */
  "escaped apostrophes": { of: ["name", "hint", "description"], change: (text) => text.replaceAll("'", "&#39;") },
  /** Blanks at both ends are gone. */
  "trimmed blanks": { of: ["name", "hint", "description"], change: (text) => text.trim() },
  /** The last line's end is gone. */
  "no last newline": { of: ["script"], change: (text) => text.replace(/\r?\n$/, "") },
} as const satisfies Record<string, { of: readonly string[]; change: (text: string) => string }>;

/** The name of one. */
export type EchoChange = keyof typeof echoChanges;

/** Data about a component or handler as this Cliq shows it: texts changed, fields hidden, a person's fields odd. */
export function shown(options: ResolvedOptions, data: object, creatorId?: string): object {
  const { echoes, hiddenFields, oddFields } = options;
  const hidden: readonly string[] = hiddenFields;
  const seen = Object.entries(data).filter(([key]) => !hidden.includes(key));
  const echoed = seen.map(([key, value]): [string, unknown] => [key, echo(echoes, key, value)]);
  const odd = oddFields !== undefined && oddFields.creatorId === creatorId ? oddFields.fields : {};
  const { id } = data as { id?: unknown };
  return { ...Object.fromEntries(echoed), ...odd, ...(id !== undefined && { id }) };
}

function echo(changes: readonly EchoChange[], key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  return changes.reduce((text, name) => {
    const of: readonly string[] = echoChanges[name].of;
    return of.includes(key) ? echoChanges[name].change(text) : text;
  }, value);
}
