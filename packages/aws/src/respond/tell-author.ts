/** What a request, or work that nobody waited for, failed with. */
interface Failure {
  readonly error: unknown;
  readonly outcome: string;
  /** Absent for an error that belongs to no request. */
  readonly requestId?: string;
}

/** Where a local stack listens (packages/local/aws/src/lambda/failure-report.cjs); on Lambda nobody does. */
const place = Symbol.for("cliq-actions.failure");

/** Hands a failure to the author's own machine, message included, which no log may hold. */
export function tellAuthor(failure: Failure): void {
  (globalThis as { [place]?: (failure: Failure) => void })[place]?.(failure);
}
