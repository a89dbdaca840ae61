import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A fenced block of a page of documentation. */
export interface FencedBlock {
  readonly language: string;
  /** What follows the language: the path of the file it shows, or a word about it. */
  readonly info: string;
  readonly content: string;
}

/** The fenced blocks of a Markdown page that say more than their language. */
export function fencedBlocks(page: string): FencedBlock[] {
  return [...page.matchAll(/^( *)```(\w+) ([^\n]+)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = "", language = "", info = "", content = ""]) => ({
      language,
      info,
      content: content.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }),
  );
}

/** Writes the files that a page shows, where it says they are: those whose path begins as asked. Returns their paths. */
export function writeFencedFiles(page: string, root: string, prefix: string): string[] {
  const files = fencedBlocks(page).filter(({ info }) => info.startsWith(prefix));
  for (const { info, content } of files) {
    mkdirSync(dirname(join(root, info)), { recursive: true });
    writeFileSync(join(root, info), content);
  }
  return files.map(({ info }) => info);
}
