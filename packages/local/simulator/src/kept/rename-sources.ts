import type { KeptState } from "./kept-state.ts";

type Messages = KeptState["queues"][number]["messages"];

/** Names otherwise where dead-lettered messages come from; of one without another name that is forgotten. */
export function renameSources(messages: Messages, rename: (source: string) => string | undefined): Messages {
  return messages.map(({ deadLetterSource, ...message }) => {
    const renamed = deadLetterSource === undefined ? undefined : rename(deadLetterSource);
    return { ...message, ...(renamed !== undefined && { deadLetterSource: renamed }) };
  });
}

/** The name of the queue at an address. */
export function queueNameOf(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}
