import { isBlank } from "./is-blank.ts";

/**
 * The first line of people's text that says something, without its mark: no fence or rule, and neither code nor a
 * quotation while there is another. Where nothing does, the first line that shows anything; undefined for a blank text.
 */
export function headline(text: string): string | undefined {
  const lines = text.split(/[\r\n\u2028\u2029]/u);
  let isCode = false;
  let second: string | undefined;
  for (const line of lines) {
    const fences = line.split("```").length - 1;
    const isSecond = isCode || fences > 0 || /^\s*[!>]/.test(line);
    if (fences % 2 === 1) {
      isCode = !isCode;
      continue;
    }
    const words = line
      .replaceAll("```", "")
      .replace(/^\s*(?:[!>]+|#{1,6}(?=\s)|[-*+•](?=\s))\s*/u, "")
      .trim();
    if (isBlank(words) || !/[a-z\d]|[\p{L}\p{N}\p{Extended_Pictographic}]/iu.test(words)) continue;
    if (!isSecond) return words;
    second ??= words;
  }
  return second ?? lines.find((line) => !isBlank(line))?.trim();
}
