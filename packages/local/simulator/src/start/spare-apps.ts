import { type AppRun, startApp, type WaitingApp } from "./run-app.ts";

/** Until a new spare is started: the processor is the stack's and the click's that follow a synthesis. */
const pauseMs = 2_000;

/** Runs the CDK app in a process that was started ahead of time, where one is there. */
export interface SpareApps {
  run(options: AppRun): Promise<void>;
  /** Ends the spare: what it has loaded is another by now. */
  renew(): void;
  stop(): void;
}

/** Keeps one process of the CDK app waiting. */
export function keepSpareApp(root: string): SpareApps {
  let spare: WaitingApp | undefined;
  let timer: NodeJS.Timeout | undefined;
  const startLater = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => (spare ??= startApp(root)), pauseMs).unref();
  };
  const end = (): void => {
    clearTimeout(timer);
    spare?.end();
    spare = undefined;
  };
  startLater();
  return {
    async run(options) {
      options.signal.throwIfAborted();
      const app = spare?.isThere() === true ? spare : startApp(root);
      spare = undefined;
      await app.run(options).finally(startLater);
    },
    renew() {
      end();
      startLater();
    },
    stop: end,
  };
}
