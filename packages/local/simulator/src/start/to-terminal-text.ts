const mostLines = 12;
const longestLineChars = 500;
/** What moves the cursor, colours, rings, or turns the direction of what follows; a tab and a new line do none of it. */
const acting = /[^\P{Cc}\t\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text that anybody may have written, for a terminal: nothing in it acts, and a long one is cut. Further lines begin with `indent`. */
export function toTerminalText(text: string, indent = ""): string {
  // Of megabytes only what can be shown is looked at.
  const lines = text.slice(0, (mostLines + 1) * (longestLineChars + 1)).split("\n");
  const shown = lines.slice(0, mostLines).map((line) => {
    const harmless = line.replace(acting, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
    return harmless.length > longestLineChars ? `${harmless.slice(0, longestLineChars)}…` : harmless;
  });
  const isCut = lines.length > mostLines || text.length > lines.join("\n").length;
  return [...shown, ...(isCut ? ["…"] : [])].join(`\n${indent}`);
}
