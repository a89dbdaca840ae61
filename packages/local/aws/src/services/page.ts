import { ServiceError } from "../service-error.ts";

const invalidToken = (): ServiceError => new ServiceError("ValidationError", "NextToken is invalid");

/** One page of a list, from where `token` says; the token of the next one, when there is one. */
export function page<T>(
  list: readonly T[],
  token: string | undefined,
  sizeItems = 100,
  refuse = invalidToken,
): { items: readonly T[]; NextToken: string | undefined } {
  const written = token === undefined ? "0" : Buffer.from(token, "base64url").toString();
  if (!/^\d{1,9}$/.test(written)) throw refuse();
  const start = Number(written);
  const end = start + sizeItems;
  return {
    items: list.slice(start, end),
    NextToken: end < list.length ? Buffer.from(String(end)).toString("base64url") : undefined,
  };
}
