import { InvalidReply } from "../errors/invalid-reply.ts";

/** The longest address that is looked at; longer ones than any browser follows are none. */
const longestAddressChars = 2_048;

/** Whether a text is a web address with a host in plain sight: no spaces, no control characters, nobody's password. */
export function isWebAddress(value: unknown, scheme: RegExp): value is string {
  if (!isPlainAddress(value)) return false;
  const start = scheme.exec(value)?.[0];
  return start !== undefined && /^(?=\.*[^/?#.:])[^/?#@\\]+(?:[/?#]|$)/.test(value.slice(start.length));
}

/** Whether a text holds nothing that an address cannot: spaces, control characters, halves of characters. */
export function isPlainAddress(value: unknown): value is string {
  if (typeof value !== "string" || value.length > longestAddressChars) return false;
  return !/[\s\p{Cc}\p{Cf}]/u.test(value) && value.isWellFormed();
}

/** The address of a picture that everybody can fetch; throws {@link InvalidReply} naming the part. */
export function pictureAddress(value: unknown, part: string): string {
  if (isWebAddress(value, /^https:\/\//i)) return value;
  throw new InvalidReply(`${part} must be a public https address.`);
}
