/** Saves in, builds out: one at a time, and one for saves that come together. */
export interface BuildLoop {
  /** A file was saved. */
  change(path: string): void;
  /** Begins no more builds; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/** How long it has to be quiet before a build: editors and git write several files, and some a file in parts. */
const quietMs = 80;
/** A build begins after that however much is saved. */
const longestWaitMs = 600;

/** Calls `build`, which must not reject, with the paths that were saved since it was called last. */
export function createBuildLoop(build: (paths: readonly string[]) => Promise<void>): BuildLoop {
  const saved = new Set<string>();
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isStopped = false;

  function schedule(): void {
    clearTimeout(timer);
    if (isStopped || running !== undefined || saved.size === 0) return;
    const leftMs = since + longestWaitMs - performance.now();
    timer = setTimeout(() => void run(), Math.max(0, Math.min(quietMs, leftMs)));
  }

  async function run(): Promise<void> {
    const paths = [...saved];
    saved.clear();
    running = build(paths);
    await running;
    running = undefined;
    since = performance.now();
    schedule();
  }

  return {
    change(path) {
      if (saved.size === 0) since = performance.now();
      saved.add(path);
      schedule();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
