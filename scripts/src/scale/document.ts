import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The page with the tables. */
const path = join(import.meta.dirname, "../../../docs/scale.md");

/** What stands before and after each table there. */
const marked = /(<!-- table: ([a-z ]+) -->\n)([\s\S]*?)(<!-- end -->)/g;

/** The tables in docs/scale.md, by name. */
export function readTables(): Record<string, string> {
  const found = readFileSync(path, "utf8").matchAll(marked);
  return Object.fromEntries(Array.from(found, ([, , name = "", table = ""]) => [name, table.trim()]));
}

/** Writes the tables into docs/scale.md. */
export function writeTables(tables: Readonly<Record<string, string>>): void {
  const page = readFileSync(path, "utf8");
  const written = page.replaceAll(marked, (_all, begin: string, name: string, old: string, end: string) =>
    tables[name] === undefined ? begin + old + end : `${begin}\n${tables[name]}\n\n${end}`,
  );
  writeFileSync(path, written);
}
