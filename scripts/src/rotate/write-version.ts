import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { Stages } from "@cliq-actions/infra/stages/define-stages";
import { CannotOperate } from "../stage/cannot-operate.ts";

/**
 * Writes a stage's `credentialVersion` into a stages file, and reads the file back: anything but exactly that change is
 * undone. Throws {@link CannotOperate} naming the line to write by hand.
 */
export async function writeVersion(file: string, stage: string, version: number): Promise<void> {
  const before = await readFile(file, "utf8");
  const changed = replaceVersion(before, stage, version);
  if (changed === undefined) throw byHand(stage, version);
  const read = await readStages(file);
  await writeFile(file, changed);
  const expected = {
    ...read,
    stages: { ...read.stages, [stage]: { ...read.stages[stage], credentialVersion: version } },
  };
  if (isDeepStrictEqual(await readStages(file).catch(() => undefined), expected)) return;
  await writeFile(file, before);
  throw byHand(stage, version);
}

/**
 * The text with `credentialVersion` of the stage's own block replaced, or put first into the block where it has none;
 * undefined when there is not just one place for it.
 */
export function replaceVersion(text: string, stage: string, version: number): string | undefined {
  const key = /^[A-Za-z_$][\w$]*$/.test(stage)
    ? `(?:${stage.replaceAll("$", "\\$")}|"${stage.replaceAll("$", "\\$")}")`
    : `"${stage}"`;
  if (!/^[\w$-]+$/.test(stage)) return undefined;
  const [block, another] = text.matchAll(new RegExp(`^( +)${key}: \\{\\r?\\n(?:(?!\\1\\}).*\\n)*\\1\\}`, "gm"));
  if (block === undefined || another !== undefined) return undefined;
  const indent = `${block[1]}  `;
  const [field, second] = block[0].matchAll(
    new RegExp(`^(${indent}credentialVersion: )\\d+(?=,? *(?://.*)?\\r?$)`, "gm"),
  );
  if (second !== undefined) return undefined;
  const mentions = block[0].split("\n").filter((line) => /^\s*credentialVersion\b/.test(line)).length;
  if (mentions !== (field === undefined ? 0 : 1)) return undefined;
  const at = block.index + (field?.index ?? block[0].indexOf("\n") + 1);
  const end = at + (field?.[0].length ?? 0);
  const line = field === undefined ? `${indent}credentialVersion: ${version},\n` : `${field[1]}${version}`;
  return text.slice(0, at) + line + text.slice(end);
}

/** A stages file as it is now; the query makes it another module than the one that was read before. */
export async function readStages(file: string): Promise<Stages> {
  const url = `${pathToFileURL(file).href}?at=${process.hrtime.bigint()}`;
  return ((await import(url)) as { readonly default: Stages }).default;
}

function byHand(stage: string, version: number): CannotOperate {
  return new CannotOperate(
    `The place for it in infra/stages.ts is not plain to see: write the line "credentialVersion: ${version}," into the ` +
      `block of stage ${stage} yourself, then run pnpm cliq rotate --stage ${stage} to deploy it.`,
  );
}
