import { ServiceError } from "../service-error.ts";

const invalidToken = (): ServiceError => new ServiceError("ValidationError", "NextToken is invalid");

const toToken = (start: string): string => Buffer.from(start).toString("base64url");

/** One page of a list, from where `token` says; the token of the next one, when there is one. */
export function page<T>(
  list: readonly T[],
  token: string | undefined,
  sizeItems = 100,
  refuse = invalidToken,
): { items: readonly T[]; NextToken: string | undefined } {
  const written = token === undefined ? "0" : Buffer.from(token, "base64url").toString();
  // As it was given out, and in no other spelling.
  if (!/^\d{1,9}$/.test(written) || (token !== undefined && toToken(written) !== token)) throw refuse();
  const start = Number(written);
  const end = start + sizeItems;
  return {
    items: list.slice(start, end),
    NextToken: end < list.length ? toToken(String(end)) : undefined,
  };
}
