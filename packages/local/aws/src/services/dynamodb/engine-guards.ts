import { type AsyncLocalStorage, AsyncResource } from "node:async_hooks";

/** How the engine answers. */
export type Callback = (error: unknown, output?: Record<string, unknown>) => void;
type Release = (done: Callback) => Callback;

/** A store of the engine whose rows are worked on one at a time. */
export interface Lockable {
  lock: (key: string, work: (release: Release) => void) => void;
}

/** The calls of the engine's store that answer by a callback. */
interface Answering {
  db: Record<"get" | "put" | "del" | "batch", (...args: unknown[]) => unknown>;
}

/** An operation that is under way in the engine: what ends it when the engine throws, and the locks it holds. */
export interface RunningOperation {
  fail: (error: unknown) => void;
  held: Set<() => void>;
}

/** The engine goes on in callbacks of its store; what it throws in one belongs to the operation that asked. */
export function guardCallbacks(store: Answering, running: AsyncLocalStorage<RunningOperation>): void {
  for (const method of ["get", "put", "del", "batch"] as const) {
    const ask = store.db[method];
    store.db[method] = (...args) => {
      const callback = args.at(-1);
      const operation = running.getStore();
      if (typeof callback !== "function" || !operation) return ask(...args);
      return ask(...args.slice(0, -1), (...answer: unknown[]) => {
        try {
          (callback as (...answer: unknown[]) => void)(...answer);
        } catch (error) {
          operation.fail(error);
        }
      });
    };
  }
}

/** The engine works on a row while it holds its lock: that work belongs to whoever waited for it, and what fails at it gives the row back. */
export function guardLock(db: Lockable, running: AsyncLocalStorage<RunningOperation>): void {
  const { lock } = db;
  db.lock = (key, work) => {
    const operation = running.getStore();
    // Called by whoever gave the lock back.
    const inItsOwnName = AsyncResource.bind((release: Release) => {
      let isHeld = true;
      const free = (): void => {
        if (isHeld) release(() => {})(undefined);
        isHeld = false;
        operation?.held.delete(free);
      };
      operation?.held.add(free);
      work((done) => (...answer) => {
        free();
        done(...answer);
      });
    });
    lock(key, inItsOwnName);
  };
}
