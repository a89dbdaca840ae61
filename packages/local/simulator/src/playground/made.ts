/** A value beside the code that makes it, and what the code imports. */
export interface Made<Value> {
  readonly code: string;
  readonly value: Value;
  readonly uses: ReadonlySet<string>;
}

const lineChars = 96;

/** A value of JSON. */
export function plain<Value>(value: Value): Made<Value> {
  return { code: toLiteral(value), value, uses: new Set() };
}

/** A call of a builder. */
export function call<Value>(
  name: string,
  builder: (...values: never[]) => Value,
  given: readonly Made<unknown>[],
): Made<Value> {
  return {
    code: wrap(
      `${name}(`,
      given.map(({ code }) => code),
      ")",
    ),
    value: builder(...(given.map(({ value }) => value) as never[])),
    uses: new Set([name, ...usesOf(given)]),
  };
}

/** A list. */
export function listOf<Value>(items: readonly Made<Value>[]): Made<readonly Value[]> {
  return {
    code: wrap(
      "[",
      items.map(({ code }) => code),
      "]",
    ),
    value: items.map(({ value }) => value),
    uses: usesOf(items),
  };
}

/** An object. */
export function optionsOf(fields: Readonly<Record<string, Made<unknown>>>): Made<object> {
  const entries = Object.entries(fields);
  return {
    code: wrap(
      "{ ",
      entries.map(([name, { code }]) => `${toKey(name)}: ${code}`),
      " }",
    ),
    value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
    uses: usesOf(entries.map(([, made]) => made)),
  };
}

function usesOf(parts: readonly Made<unknown>[]): ReadonlySet<string> {
  return new Set(parts.flatMap(({ uses }) => [...uses]));
}

function toLiteral(value: unknown): string {
  if (Array.isArray(value)) return wrap("[", value.map(toLiteral), "]");
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  return wrap(
    "{ ",
    Object.entries(value).map(([name, part]) => `${toKey(name)}: ${toLiteral(part)}`),
    " }",
  );
}

function toKey(name: string): string {
  // A key of this name would set the prototype instead.
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/u.test(name) ? name : JSON.stringify(name);
}

/** In one line where that is short enough, else a line for each part. */
function wrap(open: string, parts: readonly string[], close: string): string {
  const line = `${open}${parts.join(", ")}${close}`;
  if (parts.length === 0) return line.replaceAll(" ", "");
  const isShort = line.length <= lineChars && !line.includes("\n");
  // A call of one thing holds it in its own brackets, whatever its length.
  if (isShort || (parts.length === 1 && open.endsWith("("))) return line;
  const indented = parts.map((part) => `  ${part.replaceAll("\n", "\n  ")},\n`);
  return `${open.trimEnd()}\n${indented.join("")}${close.trimStart()}`;
}
