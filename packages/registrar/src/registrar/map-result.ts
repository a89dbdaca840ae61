import { type Result, succeed } from "@cliq-actions/cliq/rest/result";

/** A call's outcome with its value in other words; a failure stays as it is. */
export function mapResult<T, U>(result: Result<T>, map: (value: T) => U): Result<U> {
  return result.ok ? succeed(map(result.value)) : result;
}
