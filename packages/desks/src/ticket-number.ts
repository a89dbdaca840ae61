// An import of a module of Node's would make a name of every export, at each cold start.
const { hash } = process.getBuiltinModule("node:crypto");

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The number people say for a ticket, derived from its key so that no counter is needed: 40 bits in Crockford's
 * base 32, such as "4KQ7-9M2C". It names a ticket to people; the key remains its identity.
 */
export function toTicketNumber(businessKey: string): string {
  const bits = BigInt(`0x${hash("sha256", businessKey).slice(0, 10)}`);
  const digits = Array.from({ length: 8 }, (_, index) => crockford[Number((bits >> BigInt(35 - 5 * index)) & 31n)]);
  return `${digits.slice(0, 4).join("")}-${digits.slice(4).join("")}`;
}
