import { readFileSync } from "node:fs";

/** The rows of the first table below a heading of a page in docs/, cells trimmed. Throws when there is none. */
export function readTable(page: string, heading: string): readonly (readonly string[])[] {
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), "utf8");
  const [, below = ""] = text.split(`\n${heading}\n`);
  const [table] = /(?:^\|.*\|\n)+/m.exec(below) ?? [];
  if (table === undefined) throw new Error(`docs/${page} has no table below "${heading}".`);
  const [, , ...rows] = table.trimEnd().split("\n");
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

/** What is in backticks in a cell. */
export function namesIn(cell = ""): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}
