/** A text in which every mention of an npm scope is of another one: `@acme/core`, `@acme/*`, `"@acme"`. */
export function renameScope(text: string, from: string, to: string): string {
  return text.replaceAll(new RegExp(`(?<![\\w./-])${RegExp.escape(from)}(?![\\w-])`, "g"), to);
}
