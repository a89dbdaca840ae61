import type { EventSource } from "./event-source.ts";
import type { EventSourceAccount } from "./event-source-account.ts";
import { pollQueue } from "./poll-queue.ts";
import type { Mapping, Poller } from "./poller.ts";

/** Makes a mapping of an event source, and polls for it while it is enabled. */
export function startMapping(account: EventSourceAccount, source: EventSource, isEnabled: boolean): Mapping {
  let poller: Poller | undefined;
  let changedAt = 0;
  const enable = (isOn: boolean): void => {
    changedAt = Date.now();
    if (!isOn) poller?.stop();
    poller = isOn ? (poller ?? pollQueue(account, source)) : undefined;
  };
  enable(isEnabled);
  return { source, enable, isEnabled: () => poller !== undefined, changedAt: () => changedAt };
}
