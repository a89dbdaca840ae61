import type { ParameterStore } from "../parameters/parameter-store.ts";

/** Parameters of one test. */
export function memoryParameters(): ParameterStore & { remove(name: string): void } {
  const values = new Map<string, string>();
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
