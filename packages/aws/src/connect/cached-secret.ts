/** A secret as its connection uses it. */
export interface CachedSecret {
  /** The value, at most five minutes old. */
  current(timeoutMs: number): Promise<string>;
  /** The value as it is now, after the system refused `known`. */
  refused(known: string, timeoutMs: number): Promise<string>;
  /** The command that puts another value. */
  readonly toPutCommand: () => string;
}

/** How long a value is used, in milliseconds of the wall clock: a frozen function does not age by its timers. */
const lifetimeMs = 300_000;

/** Keeps a secret for five minutes and reads it once for everybody who waits; a failed read is not kept. */
export function cachedSecret(read: (timeoutMs: number) => Promise<string>, putCommand: () => string): CachedSecret {
  let kept: { readonly value: string; readonly readAt: number } | undefined;
  let reading: Promise<string> | undefined;

  const readOnce = (timeoutMs: number): Promise<string> => {
    reading ??= read(timeoutMs)
      .then((value) => {
        kept = { value, readAt: Date.now() };
        return value;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };

  return {
    current: async (timeoutMs) => {
      const ageMs = kept === undefined ? Infinity : Date.now() - kept.readAt;
      return kept !== undefined && ageMs >= 0 && ageMs < lifetimeMs ? kept.value : readOnce(timeoutMs);
    },
    refused: async (known, timeoutMs) =>
      kept !== undefined && kept.value !== known ? kept.value : readOnce(timeoutMs),
    toPutCommand: putCommand,
  };
}
