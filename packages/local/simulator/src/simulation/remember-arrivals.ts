/** Values that are looked for by a key, before or after they come; the oldest are forgotten. */
export interface Arrivals<Value> {
  put(key: string, value: Value): void;
  /** The value of a key; waits for it for a while, in milliseconds, and is `undefined` when it does not come. */
  find(key: string, patienceMs: number): Promise<Value | undefined>;
}

/** Remembers the last `kept` values. */
export function rememberArrivals<Value>(kept: number): Arrivals<Value> {
  const values = new Map<string, Value>();
  const waiting = new Map<string, Set<(value: Value) => void>>();
  return {
    put(key, value) {
      values.set(key, value);
      for (const tell of waiting.get(key) ?? []) tell(value);
      for (const oldest of values.keys()) {
        if (values.size <= kept) break;
        values.delete(oldest);
      }
    },
    async find(key, patienceMs) {
      const known = values.get(key);
      if (known !== undefined) return known;
      const { promise, resolve } = Promise.withResolvers<Value | undefined>();
      const timer = setTimeout(resolve, patienceMs, undefined);
      const others = waiting.get(key) ?? new Set();
      waiting.set(key, others.add(resolve));
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        others.delete(resolve);
        if (others.size === 0) waiting.delete(key);
      }
    },
  };
}
