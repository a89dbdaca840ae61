import type { ParameterStore } from "../parameters/parameter-store.ts";

/** Parameters of one test; these are there from the start. */
export function memoryParameters(
  initial: Readonly<Record<string, string>> = {},
): ParameterStore & { remove(name: string): void } {
  const values = new Map(Object.entries(initial));
  return {
    fullName: (name) => `/acme/test/${name}`,
    read: async (name) => values.get(name),
    write: async (name, value) => void values.set(name, value),
    create: async (name, value) => {
      if (values.has(name)) return false;
      values.set(name, value);
      return true;
    },
    remove: (name) => void values.delete(name),
  };
}
