/** A field that Cliq may not show. */
type ShownField =
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

/**
 * What an answer may do to a text it shows. All are UNKNOWN; each is usual where texts pass through HTML or a form. That
 * texts come back as they were sent is INFERRED from the documents' examples, which hold nothing to escape or trim.
 */
const echoChanges = {
  /** An apostrophe becomes `&#39;`. */
  "escaped apostrophes": { of: ["name", "hint", "description"], change: (text) => text.replaceAll("'", "&#39;") },
  /** Blanks at both ends are gone. */
  "trimmed blanks": { of: ["name", "hint", "description"], change: (text) => text.trim() },
  /** The last line's end is gone. */
  "no last newline": { of: ["script"], change: (text) => text.replace(/\r?\n$/, "") },
} as const satisfies Record<string, { of: readonly string[]; change: (text: string) => string }>;

/** The name of one. */
type EchoChange = keyof typeof echoChanges;

/** How a Cliq shows what it holds. */
export interface Showing {
  /** Fields that no answer shows, whatever the call. */
  hiddenFields?: readonly ShownField[];
  /** What answers do to the texts they show; what Cliq holds stays as it was sent. */
  echoes?: readonly EchoChange[];
  /** Fields shown instead of their own on everything that this person made, but the id. */
  oddFields?: { readonly creatorId: string; readonly fields: Readonly<Record<string, unknown>> };
}

/** Data about a component or handler as this Cliq shows it: texts changed, fields hidden, a person's fields odd. */
export function shown(showing: Showing, data: object, creatorId?: string): object {
  const { echoes = [], hiddenFields, oddFields } = showing;
  const hidden: readonly string[] = hiddenFields ?? [];
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
