/** The requests being worked on, each by how to fail it. */
const underWay = new Set<(error: unknown) => void>();
let isWatching = false;

/**
 * Watches, on Lambda alone, for errors that nobody waits for: a promise without a handler, a throw in a callback. Node
 * would end the process and the click with it. Instead such an error fails the requests being worked on, and `report`
 * is told of one that comes when there is none.
 * See https://nodejs.org/docs/latest-v24.x/api/process.html#event-uncaughtexception
 */
export function watchStrayErrors(report: (error: unknown) => void): void {
  if (isWatching || process.env.AWS_LAMBDA_RUNTIME_API === undefined) return;
  isWatching = true;
  const onStray = (error: unknown): void => {
    if (underWay.size === 0) report(error);
    for (const fail of underWay) fail(error);
  };
  process.on("uncaughtException", onStray);
  process.on("unhandledRejection", onStray);
}

/** Lets stray errors fail a request until the returned function is called. */
export function failOnStrayError(fail: (error: unknown) => void): () => void {
  underWay.add(fail);
  return () => void underWay.delete(fail);
}
