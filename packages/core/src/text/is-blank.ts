/** Whether a text shows nothing: no character at all, or only spaces and characters whose purpose is to be invisible. */
export function isBlank(text: string): boolean {
  // Nearly every text has a printable ASCII character, and the second expression is costly to compile.
  if (/[!-~]/.test(text)) return false;
  return !/[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}
