import { type Operation, operations } from "@cliq-actions/cliq/rest/operations";

/**
 * How many calls a minute a stage allows itself: its share (0 to 1) of the documented limit, but at least one.
 * https://www.zoho.com/cliq/help/restapi/v3/
 */
export function limitOf(operation: Operation, share: number): number {
  // A share such as 0.7 must not lose a call to binary fractions.
  return Math.max(1, Math.floor(operations[operation].perMinute * share + 1e-9));
}
