import type { Clock } from "@cliq-actions/cliq/clock";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { Lease } from "./lease.ts";

/** Time and the way to Cliq for the holder of a lease: nothing is changed in Cliq without it. */
export interface Fence {
  readonly clock: Clock;
  /** Every request that changes something looks at the lease first; the others keep it. */
  guard(send: SendRequest): SendRequest;
  /** From now on the item with this id may be deleted without the lease: this run made it, and the ledger does not know it. */
  disown(id: string): void;
}

/** A wait is cut into such pieces, after each of which the lease is looked at. */
const pieceMs = 20_000;

/** See {@link Fence}. */
export function fenceOf(lease: Lease, clock: Clock): Fence {
  const disowned = new Set<string>();
  return {
    clock: {
      now: () => clock.now(),
      sleep: async (ms) => {
        for (let left = ms; left > 0; left -= pieceMs) {
          await clock.sleep(Math.min(left, pieceMs));
          await (ms < pieceMs ? lease.keep() : lease.confirm());
        }
      },
    },
    guard: (send) => async (request) => {
      const isDisowned =
        request.method === "DELETE" && disowned.has(request.url.slice(request.url.lastIndexOf("/") + 1));
      if (!isDisowned)
        await (request.method === "GET" ? lease.keep(request.timeoutMs) : lease.confirm(request.timeoutMs));
      return send(request);
    },
    disown: (id) => void disowned.add(id),
  };
}
