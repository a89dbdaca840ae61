import { ServiceError } from "../service-error.ts";

const sizeItems = 100;

/** One page of a list, from where `token` says; the token of the next one, when there is one. */
export function page<T>(
  list: readonly T[],
  token: string | undefined,
): { items: readonly T[]; NextToken: string | undefined } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isInteger(start) || start < 0) throw new ServiceError("ValidationError", "NextToken is invalid");
  const end = start + sizeItems;
  return {
    items: list.slice(start, end),
    NextToken: end < list.length ? Buffer.from(String(end)).toString("base64url") : undefined,
  };
}
