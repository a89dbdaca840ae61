import { isBlank } from "./is-blank.ts";
import { hasPlainLetter } from "./plain-text.ts";

/** Spaces and what shows nothing, in front of a line. */
const unseenBefore = /^[\s\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]+/u;

/**
 * The first line of people's text that says something, without its mark: no fence or rule, and neither code nor a
 * quotation while there is another. Where nothing does, the first line that shows anything; undefined for a blank text.
 */
export function headline(text: string): string | undefined {
  const lines = text.split(/[\r\n\u2028\u2029]/u).map((line) => line.replace(unseenBefore, ""));
  let isCode = false;
  let isTilde = false;
  let second: string | undefined;
  for (const line of lines) {
    if (!isCode && (isTilde ? /^~{3,}\s*$/ : /^~{3,}[\w+-]*\s*$/).test(line)) {
      isTilde = !isTilde;
      continue;
    }
    const fences = line.split("```").length - 1;
    const isSecond = isCode || isTilde || fences > 0 || /^(?:[!>]|&gt;)/.test(line);
    if (fences % 2 === 1) {
      isCode = !isCode;
      continue;
    }
    const words = line
      .replaceAll("```", "")
      .replace(/^(?:(?:(?:[!>]|&gt;)\s*)+|(?:#{1,6}|[-*+•])\s+)/u, "")
      .trim();
    if (isBlank(words) || (!hasPlainLetter(words) && !/[\p{L}\p{N}\p{Extended_Pictographic}]/iu.test(words))) continue;
    if (!isSecond) return words;
    second ??= words;
  }
  return second ?? lines.find((line) => !isBlank(line))?.trim();
}
