import type { CliqFailure } from "./cliq-failure.ts";

/** A call's outcome as data. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CliqFailure };

/** A call that did what it was asked. */
export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A call that did not, or may not have. */
export function fail<T>(error: CliqFailure): Result<T> {
  return { ok: false, error };
}

/** A call's outcome with its value in other words; a failure stays as it is. */
export function mapResult<T, U>(result: Result<T>, map: (value: T) => U): Result<U> {
  return result.ok ? succeed(map(result.value)) : result;
}
