/** A row's attributes in the order a person reads them. */
export interface SortedAttributes {
  /** What names the row. */
  readonly title: readonly string[];
  /** Short values first, long texts last. */
  readonly plain: readonly (readonly [string, string])[];
  /** Keys and hashes: they identify, but say little. */
  readonly technical: readonly (readonly [string, string])[];
}

const titles = ["number", "subject", "title", "name"];

/** Sorts the attributes of a row whose key attributes are `keys`. */
export function sortAttributes(row: Readonly<Record<string, string>>, keys: readonly string[]): SortedAttributes {
  const rest = Object.entries(row).filter(([name]) => !titles.includes(name));
  const isTechnical = ([name, value]: readonly [string, string]): boolean =>
    keys.includes(name) || /^[0-9a-f]{24,}$/u.test(value);
  return {
    title: titles.flatMap((name) => row[name] ?? []),
    plain: rest
      .filter((attribute) => !isTechnical(attribute))
      .map(([name, value]): [string, string] => [name, toReadable(value)])
      .toSorted(
        ([one, short], [other, long]) =>
          Math.trunc(short.length / 80) - Math.trunc(long.length / 80) || one.localeCompare(other),
      ),
    technical: rest.filter(isTechnical),
  };
}

/** Milliseconds since 1970 as a date, a flat object as its values; anything else as it is. */
function toReadable(value: string): string {
  if (/^1[6-9]\d{11}$|^2[0-4]\d{11}$/u.test(value))
    return new Date(Number(value))
      .toISOString()
      .replace("T", " ")
      .replace(/\.\d+Z/u, " UTC");
  if (!value.startsWith("{")) return value;
  try {
    return Object.values(JSON.parse(value) as Readonly<Record<string, unknown>>)
      .map(String)
      .join(" · ");
  } catch {
    return value;
  }
}
