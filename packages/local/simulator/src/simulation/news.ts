import type { PageChange } from "../page-api.ts";

/** Where changes are told, and heard of. */
export interface News {
  readonly announce: (change: PageChange) => void;
  readonly watch: (listener: (change: PageChange) => void) => () => void;
}

/** Tells everybody who watches; who comes later hears what was last built first. */
export function createNews(): News {
  const listeners = new Set<(change: PageChange) => void>();
  let lastBuild: PageChange | undefined;
  return {
    announce(change) {
      if (change.type === "build") lastBuild = change;
      for (const listener of listeners) listener(change);
    },
    watch(listener) {
      listeners.add(listener);
      if (lastBuild !== undefined) listener(lastBuild);
      return () => void listeners.delete(listener);
    },
  };
}
