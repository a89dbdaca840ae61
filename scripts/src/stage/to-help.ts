import { spellCommands } from "@cliq-actions/infra/commands/spell-commands";
import { wrap } from "./wrap.ts";

/** Help text for 80 columns: commands are spelled as this machine runs them, paragraphs are wrapped, indented lines (examples) stay as they are. */
export function toHelp(text: string): string {
  return spellCommands(text)
    .split("\n\n")
    .map((paragraph) => (/^\s+\S/m.test(paragraph.replace(/^\n/, "")) ? paragraph : toParagraph(paragraph)))
    .join("\n\n");
}

function toParagraph(text: string): string {
  const leading = text.startsWith("\n") ? "\n" : "";
  return leading + wrap(text.trim().replaceAll("\n", " ")).join("\n");
}
