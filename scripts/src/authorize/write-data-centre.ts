import { readFile, writeFile } from "node:fs/promises";
import type { DataCentre } from "@cliq-actions/cliq/data-centres";

/** Writes a stage's data centre into a stages file; false, and nothing written, where its place is not plain to see. */
export async function writeDataCentre(file: string, stage: string, dataCentre: DataCentre): Promise<boolean> {
  const changed = replaceDataCentre(await readFile(file, "utf8"), stage, dataCentre);
  if (changed === undefined) return false;
  await writeFile(file, changed);
  return true;
}

/** The text with the one literal `dataCentre` of the stage's own block replaced; undefined when there is not just one. */
export function replaceDataCentre(text: string, stage: string, dataCentre: DataCentre): string | undefined {
  if (!/^\w+$/.test(stage)) return undefined;
  const blocks = [...text.matchAll(new RegExp(`^( +)${stage}: \\{\\n(?:(?!\\1\\}).*\\n)*\\1\\}`, "gm"))];
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) return undefined;
  const literals = [...block[0].matchAll(/^( +dataCentre: ")[A-Z]{2}(")/gm)];
  if (literals.length !== 1) return undefined;
  const changed = block[0].replace(/^( +dataCentre: ")[A-Z]{2}(")/m, `$1${dataCentre}$2`);
  return text.slice(0, block.index) + changed + text.slice(block.index + block[0].length);
}
