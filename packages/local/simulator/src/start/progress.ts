import { formatMs } from "../page/dom/format.ts";

/** Short lines for a person, on stderr; never a spinner, so that a log file reads the same. */
export interface Progress {
  /** Waits for `work` and says how long it took; `describe` may add what came of it. */
  step<Value>(name: string, work: Promise<Value>, describe?: (value: Value) => string): Promise<Value>;
  say(line: string): void;
}

/** Writes to `write`, stderr by default. */
export function createProgress(write: (text: string) => void = (text) => void process.stderr.write(text)): Progress {
  return {
    async step(name, work, describe = () => name) {
      const started = performance.now();
      const value = await work;
      write(`  ${describe(value).padEnd(44)} ${formatMs(performance.now() - started)}\n`);
      return value;
    },
    say: (line) => write(`${line}\n`),
  };
}
