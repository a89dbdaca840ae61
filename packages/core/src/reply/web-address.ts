import { InvalidReply } from "../errors/invalid-reply.ts";

/** Whether a text is a web address with a host in plain sight: no spaces, no control characters, nobody's password. */
export function isWebAddress(value: unknown, schemes: "https" | "https?"): value is string {
  return (
    isPlainAddress(value) &&
    new RegExp(`^${schemes}://[^/?#@\\\\]*[^/?#@\\\\.:][^/?#@\\\\]*(?:[/?#]|$)`, "i").test(value)
  );
}

/** Whether a text holds nothing that an address cannot: spaces, control characters, halves of characters. */
export function isPlainAddress(value: unknown): value is string {
  return typeof value === "string" && !/[\s\p{Cc}\p{Cf}]/u.test(value) && value.isWellFormed();
}

/** The address of a picture that everybody can fetch; throws {@link InvalidReply} naming the part. */
export function pictureAddress(value: unknown, part: string): string {
  if (isWebAddress(value, "https")) return value;
  throw new InvalidReply(`${part} must be a public https address.`);
}
