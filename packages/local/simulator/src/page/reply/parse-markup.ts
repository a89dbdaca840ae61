import type { Inline } from "./inline.ts";
import { parseInline } from "./parse-inline.ts";

/** One block of a message. */
export type Block =
  | { readonly kind: "paragraph" | "quote"; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: "heading"; /** 1 is the largest. */ readonly level: number; readonly inline: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "rule" };

const fence = "```";

/** Reads Cliq's markdown into blocks (protocol page 3.3); `names` are people written `@Name`. */
export function parseMarkup(source: string, names: readonly string[] = []): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (;;) {
    const open = source.indexOf(fence, from);
    const close = open === -1 ? -1 : source.indexOf(fence, open + fence.length);
    if (close === -1) break;
    blocks.push(...parseLines(source.slice(from, open), names));
    blocks.push({ kind: "code", text: source.slice(open + fence.length, close).replace(/^\n|\n$/gu, "") });
    from = close + fence.length;
  }
  return [...blocks, ...parseLines(source.slice(from), names)];
}

function parseLines(source: string, names: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let open: { kind: "paragraph" | "quote"; lines: Inline[][] } | undefined;
  for (const line of source.split("\n")) {
    const single = parseSingle(line, names);
    if (single !== undefined || line.trim() === "") {
      open = undefined;
      if (single !== undefined) blocks.push(single);
      continue;
    }
    const kind = line.startsWith("!") ? "quote" : "paragraph";
    if (open?.kind !== kind) {
      open = { kind, lines: [] };
      blocks.push(open);
    }
    open.lines.push(parseInline(kind === "quote" ? line.slice(1).trimStart() : line, names));
  }
  return blocks;
}

function parseSingle(line: string, names: readonly string[]): Block | undefined {
  if (/^-{3,}\s*$/u.test(line)) return { kind: "rule" };
  const [, marks, words] = /^(#{1,6})\s+(\S.*)$/u.exec(line) ?? [];
  if (marks === undefined || words === undefined) return undefined;
  return { kind: "heading", level: marks.length, inline: parseInline(words, names) };
}
