import type { InvocationRequest } from "../invocation/invocation.ts";
import type { Interaction } from "../uses/interaction.ts";
import type { Execution } from "./send-invocation.ts";

/**
 * Hears of a request before Cliq sends it, with the choice that it came of when there was one; what it answers hears of
 * how it ended.
 */
export type InvocationWatcher = (
  request: InvocationRequest,
  choice: Interaction | undefined,
) => (execution: Execution) => void;

/** Those who hear of every invocation. */
export interface InvocationWatch {
  readonly add: (watcher: InvocationWatcher) => void;
  /** Sends by `send`, and tells everybody before and after. */
  readonly around: (
    request: InvocationRequest,
    choice: Interaction | undefined,
    send: () => Promise<Execution>,
  ) => Promise<Execution>;
}

/** Nobody listens at first. */
export function watchInvocations(): InvocationWatch {
  const watchers: InvocationWatcher[] = [];
  return {
    add: (watcher) => void watchers.push(watcher),
    async around(request, choice, send) {
      const ends = watchers.map((watcher) => watcher(request, choice));
      const execution = await send();
      for (const end of ends) end(execution);
      return execution;
    },
  };
}
