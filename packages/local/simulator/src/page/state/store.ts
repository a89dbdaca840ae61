/** A value that parts of the page read and watch. */
export interface Store<Value> {
  get(): Value;
  /** Replaces the given fields and tells everyone who watches. */
  set(change: Partial<Value>): void;
  watch(listener: (value: Value, before: Value) => void): void;
}

/** Makes a store; listeners hear of a change after it has happened, in the order they came. */
export function createStore<Value extends object>(initial: Value): Store<Value> {
  let value = initial;
  const listeners: ((value: Value, before: Value) => void)[] = [];
  return {
    get: () => value,
    set(change) {
      const before = value;
      value = { ...value, ...change };
      for (const listener of listeners) listener(value, before);
    },
    watch: (listener) => void listeners.push(listener),
  };
}
