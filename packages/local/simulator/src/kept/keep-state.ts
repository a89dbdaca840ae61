import { collectState, mostBytesOfStore, type StateSources } from "./collect-state.ts";
import { writeStateFile } from "./state-file.ts";

const everyMs = 400;

/** What keeps a state. */
export interface Keeping {
  /** Writes what there is a last time. */
  stop(): Promise<void>;
}

/**
 * Writes the state whenever something in it may have changed, within a second. What cannot be written is said once, and
 * tried again.
 */
export function keepState(file: string, sources: StateSources, say: (line: string) => void): Keeping {
  let written = "";
  let isFailing = false;
  const cut = new Set<string>();

  async function save(): Promise<void> {
    const mark = markOf(sources);
    if (mark === written) return;
    try {
      const state = await collectState(sources);
      for (const { path, isWhole } of [...state.tables, ...state.buckets, ...state.queues]) {
        if (!isWhole && !cut.has(path))
          say(
            `  ${path} holds more than ${mostBytesOfStore / 1_000_000} MB: the rest of it will be gone after a restart`,
          );
        if (isWhole) cut.delete(path);
        else cut.add(path);
      }
      await writeStateFile(file, state);
      written = mark;
      isFailing = false;
    } catch (error) {
      // A store that the stack is just losing is not there a moment later.
      if (markOf(sources) !== mark) return;
      if (!isFailing)
        say(
          `  What happens now is not kept for the next start: ${error instanceof Error ? error.message : String(error)}`,
        );
      isFailing = true;
    }
  }

  let saving = Promise.resolve();
  const next = (): Promise<void> => (saving = saving.then(save));
  void next();
  const timer = setInterval(() => void next(), everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await next();
    },
  };
}

/** Numbers of messages, each as it stands: who changes one puts another in its place. */
const numbers = new WeakMap<object, number>();
let numbered = 0;

function numberOf(message: object): number {
  const number = numbers.get(message) ?? ++numbered;
  numbers.set(message, number);
  return number;
}

/** Another one whenever the state may be another. */
function markOf({ aws, stack, slugs, said }: StateSources): string {
  const { messages, history } = said();
  const stores = stack().resources.map(({ physicalId }) => physicalId);
  return JSON.stringify([aws.stores.changes(), messages.map(numberOf), history.map(({ id }) => id), slugs(), stores]);
}
