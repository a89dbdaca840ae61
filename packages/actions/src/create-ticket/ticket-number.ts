import { createHash } from "node:crypto";

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The number people say for a ticket, derived from its key so that no counter is needed: 40 bits in Crockford's
 * base 32, such as "4KQ7-9M2C". It names a ticket to people; the key remains its identity.
 */
export function toTicketNumber(businessKey: string): string {
  const bytes = createHash("sha256").update(businessKey).digest().subarray(0, 5);
  const bits = BigInt(`0x${bytes.toString("hex")}`);
  const digits = Array.from({ length: 8 }, (_, index) => crockford[Number((bits >> BigInt(35 - 5 * index)) & 31n)]);
  return `${digits.slice(0, 4).join("")}-${digits.slice(4).join("")}`;
}
