import type { Clock } from "@cliq-actions/cliq/clock";

const pausesMs = [200, 500, 1_000, 2_000];

/**
 * Reads until the value is as it should be after a write of someone else's, or for about four seconds: what one
 * function has put into Parameter Store, another may not see at once. Returns the last value either way.
 */
export async function readUntil<T>(read: () => Promise<T>, isThere: (value: T) => boolean, clock: Clock): Promise<T> {
  let value = await read();
  for (const pauseMs of pausesMs) {
    if (isThere(value)) return value;
    await clock.sleep(pauseMs);
    value = await read();
  }
  return value;
}
