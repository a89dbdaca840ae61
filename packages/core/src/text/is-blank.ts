import { hasPlainLetter } from "./plain-text.ts";

/** Whether a text shows nothing: no character at all, or only spaces and characters whose purpose is to be invisible. */
export function isBlank(text: string): boolean {
  // Nearly every text has one of these, and the expression below is costly to compile.
  if (/[!-~]/.test(text) || hasPlainLetter(text)) return false;
  return !/[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}
