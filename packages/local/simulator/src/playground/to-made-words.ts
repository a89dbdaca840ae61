import { markup, type ReplyText } from "@cliq-actions/core";
import type { Made } from "./made.ts";
import { plain } from "./made.ts";

/** Text as it stands in a reply: written plainly where that comes to the same, else vouched for. */
export function toMadeWords(value: unknown): Made<ReplyText> {
  if (typeof value !== "string") return plain(value as ReplyText);
  if (markup`${value}`.source === value) return plain(value);
  const strings = [value] as unknown as TemplateStringsArray;
  return { code: `markup\`${escapeLiteral(value)}\``, value: markup(strings), uses: new Set(["markup"]) };
}

/** Text as it is written in a template literal: what an editor does not show, and line ends, which indenting would change, as escapes. */
export function escapeLiteral(text: string): string {
  return text
    .replaceAll(/[\\`]|\$\{/gu, (mark) => `\\${mark}`)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (hidden) =>
      hidden === "\n" ? "\\n" : `\\u{${hidden.codePointAt(0)?.toString(16)}}`,
    );
}
