const stepsPerTurn = 200;

/**
 * Resolves when no promise can go on any more. Node runs a tick then, which costs far less than a turn of the event
 * loop; that gets one every 200 steps, for whoever else lives in this process.
 * https://nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick
 */
export async function allAtRest(step: number): Promise<void> {
  return new Promise((resolve) => {
    if (step % stepsPerTurn === 0) setImmediate(resolve);
    else process.nextTick(resolve);
  });
}
