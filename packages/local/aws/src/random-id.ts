import { randomBytes } from "node:crypto";

const upperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const lowerCase = "abcdefghijklmnopqrstuvwxyz012345";

/** A random identifier of `length` letters and digits, in the alphabet AWS uses for generated names (upper case) or API ids (lower case). */
export function randomId(length: number, letters: "upper" | "lower" = "upper"): string {
  const alphabet = letters === "upper" ? upperCase : lowerCase;
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join("");
}
