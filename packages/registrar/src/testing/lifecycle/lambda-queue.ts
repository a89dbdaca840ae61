import type { Outside } from "./outside.ts";
import { type Fate, startProcess } from "./process-life.ts";
import type { RegistrarUnderTest } from "./registrar-under-test.ts";

const lifeMs = 900_000;
const retryPausesMs = [60_000, 120_000];

/** What may happen to one attempt. */
export interface AttemptPlan {
  readonly fate?: Fate;
  /** Dies this long after it began. */
  readonly diesAfterMs?: number;
  readonly skewMs?: number;
}

/** Asynchronous invocation: every event runs until its function returns, or three attempts have failed. */
export interface LambdaQueue {
  invoke(event: object, delayMs: number): void;
  /** Events that are on their way, at work, or waiting for another attempt. */
  open(): number;
}

/** `plan` is asked before each attempt, with its number from 1 on. */
export function lambdaQueue(
  outside: Outside,
  registrar: RegistrarUnderTest,
  plan: (attempt: number) => AttemptPlan,
): LambdaQueue {
  const { world } = outside;
  let open = 0;
  const attempt = (event: object, number: number): void => {
    const { fate, diesAfterMs, skewMs = 0 } = plan(number);
    let isOver = false;
    const end = (hasFailed: boolean): void => {
      if (isOver) return;
      isOver = true;
      const pauseMs = hasFailed ? retryPausesMs[number - 1] : undefined;
      if (pauseMs === undefined) open -= 1;
      else world.after(pauseMs, () => attempt(event, number + 1));
    };
    const life = startProcess(world, { skewMs, ...(fate === undefined ? {} : { fate }), onDeath: () => end(true) });
    world.after(Math.min(diesAfterMs ?? lifeMs, lifeMs), () => void (isOver || life.kill()));
    registrar(life, outside, event, lifeMs).then(
      () => end(false),
      () => end(true),
    );
  };
  return {
    invoke: (event, delayMs) => {
      open += 1;
      world.after(delayMs, () => attempt(event, 1));
    },
    open: () => open,
  };
}
