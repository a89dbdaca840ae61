import type { Clock } from "@cliq-actions/cliq/clock";
import type { MessageActionClient } from "@cliq-actions/cliq/rest/message-action-client";
import type { Result } from "@cliq-actions/cliq/rest/result";

/**
 * A client that waits while Cliq has locked an operation, then calls again, if the wait ends before the deadline.
 * For updates and deletes, where giving up at once would leave CloudFormation's own rollback facing the same lock.
 */
export function waitOutLocks(client: MessageActionClient, clock: Clock, deadline: number): MessageActionClient {
  const patiently = async <T>(call: () => Promise<Result<T>>): Promise<Result<T>> => {
    for (;;) {
      const result = await call();
      if (result.ok || result.error.kind !== "throttled") return result;
      // A little more than asked: the two clocks may differ.
      const pauseMs = result.error.retryAfterMs + 2_000;
      if (clock.now() + pauseMs >= deadline) return result;
      await clock.sleep(pauseMs);
    }
  };
  return {
    create: async (fields) => patiently(async () => client.create(fields)),
    list: async () => patiently(async () => client.list()),
    get: async (id) => patiently(async () => client.get(id)),
    update: async (id, fields) => patiently(async () => client.update(id, fields)),
    delete: async (id) => patiently(async () => client.delete(id)),
    updateHandler: async (id, change) => patiently(async () => client.updateHandler(id, change)),
    getHandler: async (id) => patiently(async () => client.getHandler(id)),
  };
}
