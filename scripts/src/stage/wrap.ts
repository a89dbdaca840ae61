/**
 * Breaks a text into lines of at most 80 characters, all begun with `indent`; from the second on, `hang` spaces follow it.
 * A word that is longer stays whole.
 */
export function wrap(text: string, indent = "", hang = 0): string[] {
  const room = 80 - indent.length;
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `${" ".repeat(hang)}${word}`);
  }
  return lines.map((line) => `${indent}${line}`.trimEnd());
}
