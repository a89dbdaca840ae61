/** The value of a property of whatever was thrown; undefined when reading it throws, as of nothing, a getter or a proxy. */
export function readSafely(value: unknown, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** Whether it is an instance of the class; false when asking throws, as a proxy may. */
export function isA<T>(value: unknown, type: abstract new (...args: never[]) => T): value is T {
  try {
    return value instanceof type;
  } catch {
    return false;
  }
}
