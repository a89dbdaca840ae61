import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = import.meta.dirname;

/** The lines of all stylesheets that `pattern` is found in. */
async function findLines(pattern: RegExp): Promise<string[]> {
  const sheets = (await readdir(folder)).filter((name) => name.endsWith(".css"));
  expect(sheets.length).toBeGreaterThan(10);
  const lines = sheets.map(async (name) => {
    const text = await readFile(join(folder, name), "utf8");
    return text.split("\n").flatMap((line) => (pattern.test(line) ? [`${name}: ${line.trim()}`] : []));
  });
  return (await Promise.all(lines)).flat();
}

test("measures grow with the text: what is wider than a line is in rem", async () => {
  expect(await findLines(/(?<![\d.])(?:[4-9]|\d{2,})(?:\.\d+)?px/u)).toEqual([]);
});

test("sides are those of the text's direction, not left and right", async () => {
  expect(await findLines(/(?:^|[\s-])(?:left|right)\s*(?:-[a-z]+)?:|: (?:left|right);|^\s*(?:top|bottom):/u)).toEqual(
    [],
  );
});

test("the page links every stylesheet", async () => {
  const page = await readFile(join(folder, "..", "index.html"), "utf8");
  const linked = [...page.matchAll(/\/styles\/([\w-]+\.css)/gu)].map(([, name]) => name);
  const sheets = (await readdir(folder)).filter((name) => name.endsWith(".css"));
  expect(new Set(linked)).toEqual(new Set(sheets));
});
